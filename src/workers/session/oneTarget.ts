import { isSameTarget, type TimedOn } from '../../core';
import type { MeasuredOn, OptimizeReport } from './protocol';
import type { Step } from './state';

/** What a step has of the clock on one target; null where it has nothing, or a figure of another. */
export const measuredOn = ({ measured }: Pick<Step, 'measured'>, on: TimedOn | null): Step['measured'] =>
  on !== null && measured?.on !== undefined && isSameTarget(measured.on, on) ? measured : null;

/** What the figures of a trace are of: the target of the run that is about it, else that of the last figure; null: none. */
export function figuresOn(
  steps: readonly Pick<Step, 'measured'>[],
  report: Pick<OptimizeReport, 'ep' | 'threads' | 'device'> | null,
): MeasuredOn | null {
  if (report !== null) return { ep: report.ep, threads: report.threads, adapter: report.device };
  return steps.findLast(({ measured }) => measured !== null)?.measured?.on ?? null;
}

/**
 * Takes back what was measured on other targets: the figures of a trace stand on the scale of one original, and a ratio on one
 * target says nothing of another. @returns which steps lost theirs, by index
 */
export function keepToTarget(steps: readonly Pick<Step, 'measured'>[], on: TimedOn): number[] {
  const lost: number[] = [];
  for (const [i, step] of steps.entries()) {
    if (step.measured === null || measuredOn(step, on) !== null) continue;
    step.measured = null;
    lost.push(i);
  }
  return lost;
}
