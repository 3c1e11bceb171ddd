/**
 * In which order a row of steps is measured so that its curve is soon told: the last step, then always the middle of the
 * stretch across which most is expected to change, long stretches before short ones where nothing is.
 * @param expected Runtime at the start and after each step, by any measure, `[steps + 1]`; null where none is known.
 * @returns Each step once, counted from 0, `[steps]`.
 */
export function halving(expected: readonly (number | null)[]): number[] {
  const last = expected.length - 1;
  if (last < 1) return [];
  const known = expected.map((x) => x ?? 0);
  const range = Math.max(...known) - Math.min(...known) || 1;
  const weight = ([low, high]: readonly [number, number]): number =>
    Math.abs((known[high] ?? 0) - (known[low] ?? 0)) / range + (high - low) / last;
  const order = [last];
  const open: (readonly [number, number])[] = [[0, last]];
  for (;;) {
    let widest = -1;
    open.forEach((stretch, i) => {
      const best = open[widest];
      if (stretch[1] - stretch[0] > 1 && (best === undefined || weight(stretch) > weight(best))) widest = i;
    });
    const stretch = open[widest];
    if (stretch === undefined) return order.map((step) => step - 1);
    const middle = (stretch[0] + stretch[1]) >> 1;
    order.push(middle);
    open.splice(widest, 1, [stretch[0], middle], [middle, stretch[1]]);
  }
}
