import type { StepView } from '../../workers/session/protocol';

/** A step's runtime over the original's by the clock, or else by the sum of operator costs; null where neither is known. */
const real = ({ measured, estimated }: StepView, originalMs: number): number | null =>
  measured !== null
    ? -Math.log(measured.ratio)
    : estimated !== null
      ? Math.log(estimated.ms / originalMs)
      : null;

/**
 * Where imagined and real runtimes differ most: for each node that a rewrite touched, how far off the imagined effect of
 * that rewrite was, as a share of the runtime.
 */
export function gapFigures(steps: readonly StepView[]): ReadonlyMap<string, number> {
  const figures = new Map<string, number>();
  const first = steps.find(({ measured }) => measured !== null)?.measured ?? null;
  if (first === null) return figures;
  const originalMs = first.ms * first.ratio;
  let before: { readonly imagined: number; readonly real: number } | null = { imagined: 0, real: 0 };
  for (const step of steps) {
    const truth = real(step, originalMs);
    if (step.imagined === null || truth === null) {
      before = null;
      continue;
    }
    const now = { imagined: Math.log(step.imagined.ms / originalMs), real: truth };
    if (before !== null) {
      const off = Math.abs(now.imagined - before.imagined - (now.real - before.real));
      for (const id of [step.site, ...step.added]) figures.set(id, (figures.get(id) ?? 0) + off);
    }
    before = now;
  }
  return figures;
}
