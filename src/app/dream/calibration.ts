/** One imagined runtime held against reality; both as the log of the runtime over the dream's first. */
export interface Checked {
  /** Names the step within its dream, so that one that is checked twice counts once. */
  readonly key: string;
  readonly imagined: number;
  readonly real: number;
  readonly kind: 'measured' | 'estimated';
}

export interface Calibration {
  readonly count: number;
  /** Mean absolute error of the runtime, as a share. */
  readonly error: number;
  /** Kendall's τ-b between imagined and real; null where either side is all ties, or with fewer than three. */
  readonly rank: number | null;
}

export function calibrationOf(points: readonly Checked[]): Calibration | null {
  if (points.length === 0) return null;
  const error = points.reduce((sum, p) => sum + Math.abs(Math.expm1(p.imagined - p.real)), 0) / points.length;
  return { count: points.length, error, rank: points.length < 3 ? null : tauB(points) };
}

/** Differences below this are ties: a hundredth of a percent. */
const tie = 1e-4;

function tauB(points: readonly Checked[]): number | null {
  const sign = (x: number): number => (Math.abs(x) < tie ? 0 : Math.sign(x));
  let [sum, left, right] = [0, 0, 0];
  points.forEach((a, i) => {
    for (let j = i + 1; j < points.length; j++) {
      const b = points[j];
      if (b === undefined) continue;
      const x = sign(a.imagined - b.imagined);
      const y = sign(a.real - b.real);
      sum += x * y;
      left += x * x;
      right += y * y;
    }
  });
  return left === 0 || right === 0 ? null : sum / Math.sqrt(left * right);
}
