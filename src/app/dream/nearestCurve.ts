import type { CurvePoint } from './curves';

/** The curve that passes nearest to a point of the plot; null when none does. */
export function nearestCurve(
  curves: readonly (readonly CurvePoint[])[],
  px: number,
  py: number,
  x: (step: number) => number,
  y: (ms: number) => number,
): number | null {
  let best: number | null = null;
  let least = 28;
  curves.forEach((points, i) => {
    for (let k = 1; k < points.length; k++) {
      const [a, b] = [points[k - 1], points[k]];
      if (a === undefined || b === undefined || px < x(a.step) - 6 || px > x(b.step) + 6) continue;
      const share = Math.max(0, Math.min(1, (px - x(a.step)) / Math.max(1e-9, x(b.step) - x(a.step))));
      const distance = Math.abs(py - (y(a.ms) + share * (y(b.ms) - y(a.ms))));
      if (distance < least) {
        least = distance;
        best = i;
      }
    }
  });
  return best;
}
