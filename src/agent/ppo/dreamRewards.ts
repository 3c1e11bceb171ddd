import { assert } from '../../core';
import { rewardsOf } from '../../env/rewards';
import type { Imagined } from '../imagination';
import type { DreamSettings } from './settings';

/** A dream as its rewards see it. */
export interface Rewarded {
  /** The states in their order, one more than there are decisions; a decision that changed nothing repeats the state. */
  readonly states: readonly Imagined[];
  /** Which member of the ensemble the dream goes with, 0…1. */
  readonly member: number;
  /** Decisions that led to what a dream does not believe. */
  readonly refused: ReadonlySet<number>;
}

/**
 * The reward of each decision: what its step saves as one member of the ensemble sees it, as far as the temperature says,
 * less caution where the members part, less the step's own cost. Saved is meant as `settings.reward` means it
 * (`env/rewards.ts`; RLFlow's variants are there for comparison).
 */
export function dreamRewards({ states, member, refused }: Rewarded, settings: DreamSettings): number[] {
  const { reward, temperature, caution, stepCost, plausible } = settings;
  const costs = states.map(({ logRatios, logRatio }) => {
    const own = logRatios[Math.floor(member * logRatios.length)] ?? logRatio;
    return Math.exp(logRatio + temperature * (own - logRatio));
  });
  const traffic = states.map(({ trafficRatio }) => trafficRatio);
  const known = traffic.filter((ratio) => ratio !== undefined);
  assert(
    reward !== 'traffic' || known.length === states.length,
    'these dynamics do not say how much memory traffic a state has',
  );
  const saved = rewardsOf(reward, reward === 'traffic' ? { costs, traffic: known } : { costs });
  return saved.map((gain, i) => {
    if (refused.has(i)) return -plausible / 100;
    const [before, after] = [states[i], states[i + 1]];
    if (before === undefined || after === undefined || before === after) return gain;
    return gain - caution * Math.max(0, after.disagreement - before.disagreement) - stepCost;
  });
}
