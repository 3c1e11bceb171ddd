import { assert } from '../core';

/**
 * `log`: log(T before / T after) a step, so that an episode's rewards add up to the log of its speed-up.
 * RLFlow's for comparison, as shares of the first runtime: `step` the runtime saved by the step, `end` all of it at the
 * last step, `traffic` half runtime and half memory traffic saved by the step.
 */
export const rewardKinds = ['log', 'step', 'end', 'traffic'] as const;
export type RewardKind = (typeof rewardKinds)[number];

export interface RewardInputs {
  /** Runtime of each state of an episode, one more than there are steps; any unit. */
  readonly costs: ArrayLike<number>;
  /** Bytes moved by each state; needed for `traffic` only. */
  readonly traffic?: ArrayLike<number>;
}

/** The rewards of an episode, one a step. */
export function rewardsOf(kind: RewardKind, { costs, traffic }: RewardInputs): number[] {
  const steps = Math.max(0, costs.length - 1);
  const at = (list: ArrayLike<number>, i: number): number => {
    const x = list[i];
    assert(x !== undefined && x > 0, () => `no positive figure for state ${i}`);
    return x;
  };
  const saved = (list: ArrayLike<number>, i: number): number => (at(list, i) - at(list, i + 1)) / at(list, 0);
  return Array.from({ length: steps }, (_, i) => {
    if (kind === 'log') return Math.log(at(costs, i) / at(costs, i + 1));
    if (kind === 'step') return saved(costs, i);
    if (kind === 'end') return i === steps - 1 ? 1 - at(costs, steps) / at(costs, 0) : 0;
    assert(traffic !== undefined, 'the reward with memory traffic needs the traffic');
    return 0.5 * saved(costs, i) + 0.5 * saved(traffic, i);
  });
}
