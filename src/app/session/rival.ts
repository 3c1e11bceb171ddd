import { isSameTarget } from '../../core';
import type { MeasuredOn, OptimizeReport, StepView } from '../../workers/session/protocol';
import { isLost, originalOf } from '../timeline/series';

/** A run that the present one is raced against. */
export interface Rival {
  readonly who: 'agent' | 'you';
  readonly rewrites: number;
  /** How many times as fast as the original it is; null where nobody knows. */
  readonly ratio: number | null;
  /** Whose word that is; `unconfirmed`: the clock measured it and was not sure. */
  readonly kind: 'measured' | 'unconfirmed' | 'imagined' | 'estimated';
  /** The original's runtime beside it, in milliseconds; null where it was not measured. */
  readonly originalMs: number | null;
  /** What the clock spoke of; null where it did not speak. */
  readonly on: MeasuredOn | null;
}

/** What the agent reached. */
export const agentsRun = (report: OptimizeReport): Rival => ({
  who: 'agent',
  rewrites: report.steps.length,
  ratio: report.trouble === null ? report.speedup.ratio : null,
  kind: report.returned === 'rewritten' ? 'measured' : 'unconfirmed',
  originalMs: report.original.medianMs,
  on: { ep: report.ep, threads: report.threads, adapter: report.device },
});

/** Whether two runs were measured on different targets: each ratio is over the original there, and says nothing of the other. */
export const areApart = (a: Rival, b: Rival | null): boolean =>
  a.on !== null && b !== null && b.on !== null && !isSameTarget(a.on, b.on);

/** Whom a person plays against who has just rewritten something: the agent, where it has had a go; never themselves. */
export function rivalOfHand(now: {
  readonly result: OptimizeReport | null;
  readonly rival: Rival | null;
}): Rival | null {
  if (now.result !== null) return agentsRun(now.result);
  return now.rival?.who === 'agent' ? now.rival : null;
}

/** How far a person came by rewrites of their own; null where they made none. */
export function ownRun(steps: readonly StepView[]): Rival | null {
  const last = steps.at(-1);
  if (last === undefined) return null;
  const run = { who: 'you', rewrites: steps.length, originalMs: originalOf(steps, null), on: null } as const;
  if (last.measured !== null) {
    const { ratio, on = null } = last.measured;
    return { ...run, ratio, kind: 'measured', on };
  }
  const imagined = last.imagined === null || isLost(last.imagined) ? null : last.imagined;
  const figure = imagined ?? last.estimated;
  const known = figure !== null && last.startMs !== undefined;
  return {
    ...run,
    ratio: known ? last.startMs / figure.ms : null,
    kind: imagined === null ? 'estimated' : 'imagined',
  };
}

/** The run that is raced against the rival: the agent's own, or what a person has made by hand since; null: none yet. */
export function presentRun(
  rival: Rival,
  { steps, result }: { readonly steps: readonly StepView[]; readonly result: OptimizeReport | null },
): Rival | null {
  if (rival.who === 'agent') return ownRun(steps);
  return result === null ? null : agentsRun(result);
}
