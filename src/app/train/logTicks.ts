/** Three ticks or more tell what the scale is. */
const LEAST = 3;
const MOST = 6;
/** Labels are this high, with the air that keeps them apart. Pixels. */
const LABEL = 18;

/** Mantissas of ticks, from few to many; within each, those that stay longest where there is no room for all come first. */
const SETS: readonly (readonly number[])[] = [[1], [1, 3], [1, 2, 5], [1, 3, 5, 2, 7, 1.5, 4]];

/**
 * Round numbers between two positive ones, for a logarithmic scale: powers of ten, and more where these are few. No two
 * of them are so near to each other that their labels would overlap.
 * @param height pixels from the lower to the upper number
 */
export function logTicks(low: number, high: number, height: number): number[] {
  if (!(low > 0) || !(high > low)) return [];
  let ticks: number[] = [];
  for (const mantissas of SETS) {
    ticks = between(low, high, mantissas);
    if (ticks.length >= LEAST) break;
  }
  // A range far within a decade.
  if (ticks.length < 2) ticks = evenly(low, high);
  const sorted = [...ticks].sort((a, b) => a - b);
  const every = Math.ceil(sorted.length / MOST);
  if (every > 1) {
    const few = new Set(sorted.filter((_, i) => i % every === 0));
    ticks = ticks.filter((tick) => few.has(tick));
  }
  const perLog = height / Math.log(high / low);
  return withRoom(ticks, (a, b) => Math.abs(Math.log(a / b)) * perLog >= LABEL).sort((a, b) => a - b);
}

/** Those ticks, the first ones first, that are far enough from all that were taken before. */
function withRoom(ticks: readonly number[], apart: (a: number, b: number) => boolean): number[] {
  const taken: number[] = [];
  for (const tick of ticks) if (taken.every((other) => apart(tick, other))) taken.push(tick);
  return taken;
}

function between(low: number, high: number, mantissas: readonly number[]): number[] {
  const ticks: number[] = [];
  for (const mantissa of mantissas)
    for (let power = Math.floor(Math.log10(low)); 10 ** power <= high; power++) {
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
