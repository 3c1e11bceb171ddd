const units = ['GB', 'TB', 'PB', 'EB'];

/** `2.15 GB`. */
export function sizeText(bytes: number): string {
  let value = bytes / 1e9;
  let unit = 0;
  for (; value >= 1000 && unit < units.length - 1; unit++) value /= 1000;
  return `${value.toLocaleString('en-US', { maximumSignificantDigits: 3 })} ${units[unit]}`;
}
