import type { RewardKind } from '../../env/rewards';

/** How dreams are dreamt. */
export interface DreamSettings {
  /** Dreams in one batch. */
  readonly dreams: number;
  /** Longest dream, in steps. */
  readonly horizon: number;
  /**
   * How far a dream goes with one member of the ensemble, drawn for it, instead of their mean: 0 is the mean, 1 that
   * member. More makes dreams more varied and the policy more careful.
   */
  readonly temperature: number;
  /** A dream ends where the members' log runtimes spread further than this (standard deviation). */
  readonly trust: number;
  /**
   * A dream ends before a step that takes it further than this from where it began (log speed-up, either way), and that
   * step costs a hundredth of it: what a model says there is no forecast but an error that grows.
   */
  readonly plausible: number;
  /** What a step is rewarded for: `log` of the speed-up, or one of RLFlow's for comparison. */
  readonly reward: RewardKind;
  /** Taken off the reward for each unit by which a step makes the members disagree more. */
  readonly caution: number;
  /** Taken off the reward of each step: of equal ways the shorter. Log speed-up. */
  readonly stepCost: number;
}

/** How a policy learns from a batch of dreams. */
export interface LearningSettings {
  readonly learningRate: number;
  /** Discount of later rewards. */
  readonly gamma: number;
  /** Generalised advantage estimation's λ: 1 is the whole return minus the value. */
  readonly lambda: number;
  /** Probability ratios outside 1 ± this give no gradient. */
  readonly clip: number;
  readonly entropy: number;
  readonly value: number;
  /** Passes over a batch at most. */
  readonly epochs: number;
  /** Steps in a minibatch. */
  readonly minibatch: number;
  /** Passes end where the policy has moved this far (KL divergence) from the one that dreamt. */
  readonly targetKl: number;
  /** Values are returns in log speed-up times this, so that they are of the order of 1. */
  readonly rewardScale: number;
}

export const standardDreams: DreamSettings = {
  dreams: 160,
  horizon: 16,
  temperature: 0.5,
  trust: 0.15,
  plausible: 1,
  reward: 'log',
  caution: 0.5,
  stepCost: 2e-4,
};

/** γ and clip are RLFlow's; its learning rate (10⁻³) moved the policy too little in the few minutes there are. */
export const standardLearning: LearningSettings = {
  learningRate: 2e-3,
  gamma: 0.99,
  lambda: 0.95,
  clip: 0.2,
  entropy: 0.01,
  value: 0.5,
  epochs: 4,
  minibatch: 256,
  targetKl: 0.02,
  rewardScale: 20,
};
