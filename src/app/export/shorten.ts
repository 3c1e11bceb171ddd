/** As much of a text as fits, with an ellipsis where something is left out. */
export function shorten(full: string, width: number, measure: (text: string) => number): string {
  if (measure(full) <= width) return full;
  let [low, high] = [0, full.length];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (measure(`${full.slice(0, middle)}…`) <= width) low = middle;
    else high = middle - 1;
  }
  return low === 0 ? '' : `${full.slice(0, low)}…`;
}
