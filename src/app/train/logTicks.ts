/** Three ticks or more tell what the scale is. */
const LEAST = 3;
const MOST = 6;

/** Round numbers between two positive ones, for a logarithmic scale: powers of ten, and more where these are few. */
export function logTicks(low: number, high: number): number[] {
  if (!(low > 0) || !(high > low)) return [];
  let ticks: number[] = [];
  for (const within of [[1], [1, 3], [1, 2, 5], [1, 1.5, 2, 3, 4, 5, 7]]) {
    ticks = between(low, high, within);
    if (ticks.length >= LEAST) break;
  }
  // A range far within a decade.
  if (ticks.length < 2) ticks = evenly(low, high);
  const every = Math.ceil(ticks.length / MOST);
  return ticks.filter((_, i) => i % every === 0);
}

function between(low: number, high: number, within: readonly number[]): number[] {
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(low)); 10 ** power <= high; power++)
    for (const mantissa of within) {
      const tick = Number(`${mantissa}e${power}`);
      if (tick >= low && tick <= high) ticks.push(tick);
    }
  return ticks;
}

function evenly(low: number, high: number): number[] {
  const rough = (high - low) / LEAST;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10);
  const ticks: number[] = [];
  for (let i = Math.ceil(low / step); i * step <= high; i++) ticks.push(Number((i * step).toPrecision(12)));
  return ticks;
}
