/** A window holds three runs, or one that is as long as many. */
const BATCH = 3;
const LONG_MS = 300;
const GAIN = 0.03;

/**
 * Whether times of consecutive runs (ms) have settled: the fastest of the last window is no longer 3 % faster than the
 * fastest of the one before. WASM needs this because V8 compiles hot code again while it runs (Liftoff, then
 * TurboFan), and WebGPU because first runs compile shaders. V8 is done with what is hot well within one long run.
 */
export function isWarm(times: readonly number[]): boolean {
  const batch = (times.at(-1) ?? 0) >= LONG_MS ? 1 : BATCH;
  if (times.length < 2 * batch) return false;
  const fastest = (from: number, to?: number) => Math.min(...times.slice(from, to));
  return fastest(-batch) > fastest(-2 * batch, -batch) * (1 - GAIN);
}
