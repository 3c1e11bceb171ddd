/** So many marks a chart has room for. */
const MOST = 1000;

/** As many points of a series as are marked each: evenly, and always the last and the one that is pointed at. */
export function thinned<T extends { readonly step: number }>(
  points: readonly T[],
  pointed: number,
): readonly T[] {
  const stride = Math.ceil(points.length / MOST);
  if (stride <= 1) return points;
  return points.filter(({ step }, i) => i % stride === 0 || i === points.length - 1 || step === pointed);
}
