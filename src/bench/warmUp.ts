const BATCH = 3;
const GAIN = 0.03;

/**
 * Whether times of consecutive runs (ms) have settled: the fastest of the last three is no longer 3 % faster than the
 * fastest of the three before. WASM needs this because V8 compiles hot code again while it runs (Liftoff, then
 * TurboFan), and WebGPU because first runs compile shaders.
 */
export function isWarm(times: readonly number[]): boolean {
  if (times.length < 2 * BATCH) return false;
  const fastest = (from: number, to?: number) => Math.min(...times.slice(from, to));
  return fastest(-BATCH) > fastest(-2 * BATCH, -BATCH) * (1 - GAIN);
}
