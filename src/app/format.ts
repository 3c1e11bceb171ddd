const thin = '\u202f';

/** Three significant digits, without an exponent: 0.0312, 3.12, 31.2, 312, 3120. */
export function digits(value: number, significant = 3): string {
  if (!Number.isFinite(value)) return '–';
  if (value === 0) return '0';
  const magnitude = Math.floor(Math.log10(Math.abs(value)));
  const places = Math.min(12, Math.max(0, significant - 1 - magnitude));
  const text = value.toFixed(places);
  // Rounding may carry into a new digit: 9.996 is 10.0, not 10.00.
  return places > 0 && Math.abs(Number(text)) >= 10 ** (magnitude + 1) ? value.toFixed(places - 1) : text;
}

/** Milliseconds in the unit that reads best: `312 µs`, `31.2 ms`, `3.12 s`. */
export function time(ms: number): string {
  if (!Number.isFinite(ms)) return '–';
  if (ms !== 0 && Math.abs(ms) < 0.1) return `${digits(ms * 1000)}${thin}µs`;
  if (Math.abs(ms) >= 10_000) return `${digits(ms / 1000)}${thin}s`;
  return `${digits(ms)}${thin}ms`;
}

/** A runtime with half the width of its interval, in one unit: `31.2 ± 0.4 ms`. */
export function timeWithin(ms: number, half: number): string {
  const [value = '', unit = ''] = time(ms).split(thin);
  const scale = unit === 'µs' ? 1000 : unit === 's' ? 0.001 : 1;
  return Number.isFinite(half) ? `${value} ± ${digits(half * scale, 2)}${thin}${unit}` : time(ms);
}

/** `×1.26` */
export const ratio = (value: number): string => `×${digits(value)}`;

/** An interval of speed-ups: `1.22 – 1.30`. */
export const interval = (low: number, high: number): string => `${digits(low)}${thin}–${thin}${digits(high)}`;

/** A large count with a metric prefix: `31.2 M`. */
export function count(value: number): string {
  if (Math.abs(value) < 1000) return String(Math.round(value));
  const units = ['k', 'M', 'G', 'T', 'P'];
  let scaled = value / 1000;
  let unit = 0;
  while (Math.abs(scaled) >= 999.5 && unit < units.length - 1) {
    scaled /= 1000;
    unit++;
  }
  return `${digits(scaled)}${thin}${units[unit]}`;
}

/** `44.7 MB`, in powers of ten as file managers count. */
export const fileSize = (bytes: number): string => (bytes < 1000 ? `${bytes}${thin}B` : `${count(bytes)}B`);

/** A share of one: `12 %`, `0.4 %`. */
export function percent(share: number): string {
  const value = share * 100;
  return `${value !== 0 && Math.abs(value) < 1 ? digits(value, 1) : Math.round(value)}${thin}%`;
}

/** A runtime as a share of the original's, in tenths at least, since intervals are as narrow: `99.4 %`, `0.0312 %`. */
export const sharePercent = (share: number): string => `${shareDigits(share)}${thin}%`;

/** The same with half the width of its interval: `99.4 ± 0.20 %`. */
export const shareWithin = (share: number, half: number): string =>
  Number.isFinite(half) ? `${shareDigits(share)} ± ${digits(half * 100, 2)}${thin}%` : sharePercent(share);

function shareDigits(share: number): string {
  const value = share * 100;
  return Number.isFinite(value) && Math.abs(value) >= 10 ? value.toFixed(1) : digits(value);
}

/** A change of a runtime, from the factor on it, as a share with its sign: `−1.2 %`. */
export function change(factor: number): string {
  const share = 100 * (factor - 1);
  if (Math.abs(share) < 0.005) return `±0${thin}%`;
  return `${share < 0 ? '−' : '+'}${digits(Math.abs(share), 2)}${thin}%`;
}

/** `about 20 s`, `about 3 min`. */
export function about(seconds: number): string {
  if (seconds < 1.5) return `about 1${thin}s`;
  if (seconds < 90)
    return `about ${seconds < 20 ? Math.round(seconds) : Math.round(seconds / 5) * 5}${thin}s`;
  return `about ${Math.round(seconds / 60)}${thin}min`;
}

/** `1 node`, `2 nodes`, `6,623 nodes`. */
export const plural = (n: number, one: string, many = `${one}s`): string =>
  `${n.toLocaleString('en-US')} ${n === 1 ? one : many}`;

/** A number that may be tiny: `4.2·10⁻⁷`, or as it is where that is short. */
export function exponent(value: number): string {
  if (value === 0) return '0';
  // This way a mantissa that rounds up to ten takes its power along.
  const [mantissa = '', of = ''] = value.toExponential(1).split('e');
  const power = Number(of);
  if (power >= -2 && power < 4) return digits(value, 2);
  const raised = [...String(power)].map((c) => (c === '-' ? '⁻' : '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(c)])).join('');
  return `${mantissa}·10${raised}`;
}

/** Words as a sentence: with a capital, unless they begin with a name such as `bert.onnx`, and with a full stop. */
export function sentence(text: string): string {
  const begun = text.trim().replace(/^[a-z](?=[a-z]*[\s,])/, (letter) => letter.toUpperCase());
  return /[.!?…]$/.test(begun) ? begun : `${begun}.`;
}
