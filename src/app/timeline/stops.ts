import type { StepView } from '../../workers/session/protocol';
import { stepsWithEffect } from './effect';

/**
 * The steps that there are to look at, 0 first: all, or those after which the runtime is another one. The original and
 * the last step, which is what one has, always stay.
 */
export function stopsOf(steps: readonly StepView[], onlyEffects: boolean): readonly number[] {
  const telling = onlyEffects ? stepsWithEffect(steps) : null;
  const inner = steps.filter(({ step }) => step === steps.length || telling === null || telling.has(step));
  return [0, ...inner.map(({ step }) => step)];
}

/** The nearest stop to a wanted step, looked for in the direction in which one is going; `from` where there is none. */
export function stopAt(stops: readonly number[], wanted: number, from: number): number {
  if (wanted > from) return stops.find((stop) => stop >= wanted) ?? stops.at(-1) ?? from;
  if (wanted < from) return stops.findLast((stop) => stop <= wanted) ?? stops[0] ?? from;
  return from;
}

/** The stop that is nearest to a wanted step. */
export const nearestStop = (stops: readonly number[], wanted: number): number =>
  stops.reduce(
    (best, stop) => (Math.abs(stop - wanted) < Math.abs(best - wanted) ? stop : best),
    stops[0] ?? 0,
  );
