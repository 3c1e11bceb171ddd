import type { Figure, StepView } from '../../workers/session/protocol';

/** Estimates closer than this are the same runtime. */
const SAME = 0.001;

/**
 * Steps (1-based) after which the runtime is another one: by the clock where both a step and the one before were
 * measured and their intervals part, else by the estimate, else by the imagined figure. A step of which nothing is
 * known counts as one with an effect.
 */
export function stepsWithEffect(steps: readonly StepView[]): ReadonlySet<number> {
  const found = new Set<number>();
  steps.forEach((step, i) => {
    const before = steps[i - 1] ?? null;
    if (differs(before, step)) found.add(step.step);
  });
  return found;
}

function differs(before: StepView | null, step: StepView): boolean {
  const { measured } = step;
  if (measured !== null && (before === null || before.measured !== null)) {
    const [low, high] = before?.measured ? [before.measured.ratioLow, before.measured.ratioHigh] : [1, 1];
    return measured.ratioLow > high || measured.ratioHigh < low;
  }
  for (const kind of ['estimated', 'imagined'] as const) {
    const [a, b]: (Figure | null | undefined)[] = [before?.[kind], step[kind]];
    if (a && b) return Math.abs(Math.log(b.ms / a.ms)) > SAME;
  }
  return true;
}
