import type { OptimizeReport, StepView } from '../../workers/session/protocol';
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
}

/** What the agent reached. */
export const agentsRun = ({ speedup, returned, original, steps, trouble }: OptimizeReport): Rival => ({
  who: 'agent',
  rewrites: steps.length,
  ratio: trouble === null ? speedup.ratio : null,
  kind: returned === 'rewritten' ? 'measured' : 'unconfirmed',
  originalMs: original.medianMs,
});

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
  const run = { who: 'you', rewrites: steps.length, originalMs: originalOf(steps, null) } as const;
  if (last.measured !== null) return { ...run, ratio: last.measured.ratio, kind: 'measured' };
  const imagined = last.imagined === null || isLost(last.imagined) ? null : last.imagined;
  const figure = imagined ?? last.estimated;
  const known = figure !== null && last.startMs !== undefined;
  return {
    ...run,
    ratio: known ? last.startMs / figure.ms : null,
    kind: imagined === null ? 'estimated' : 'imagined',
  };
}
