const thin = '\u202f';

/** How the marks of one axis are written: all in the unit that fits the largest, and with as many decimals as the finest needs. */
export function axisText(marks: readonly number[], unit: 'ms' | 'share' = 'ms'): (value: number) => string {
  const most = Math.max(0, ...marks.map(Math.abs));
  const [scale, name] = unit === 'share' ? ([100, '%'] as const) : unitOf(most);
  const decimals = Math.max(0, ...marks.map((mark) => decimalsOf(mark * scale)));
  return (value) => `${(value * scale).toFixed(decimals)}${thin}${name}`;
}

/** The unit of time that fits so many milliseconds, and how many of it one millisecond is. */
const unitOf = (most: number): readonly [number, string] =>
  most < 1e-4 ? [1e6, 'ns'] : most < 0.1 ? [1000, 'µs'] : most >= 10_000 ? [0.001, 's'] : [1, 'ms'];

/** Pixels that texts like these need beside an axis, with the gap to it. */
export const axisRoom = (texts: readonly string[]): number =>
  Math.ceil(7 * Math.max(0, ...texts.map((text) => text.length))) + 12;

/** Decimals that a round number needs; rounding of its binary form does not count. */
function decimalsOf(value: number): number {
  const text = String(Number(value.toPrecision(9)));
  const [, fraction = ''] = text.split('.');
  return text.includes('e') ? 0 : Math.min(6, fraction.length);
}
