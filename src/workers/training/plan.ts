import type { ModelKind } from './protocol';

/** How a run goes; everything in it is counted in updates, so that the same seed gives the same run on any machine. */
export interface Plan {
  /** Updates in all. */
  readonly updates: number;
  /** Windows in a batch, and steps of each. */
  readonly batch: number;
  readonly unroll: number;
  readonly learningRate: number;
  /** Episodes before the first update, and at most. */
  readonly firstEpisodes: number;
  readonly episodes: number;
  /** One more episode is played every so many updates. */
  readonly updatesPerEpisode: number;
  /** Longest episode, in steps. */
  readonly episodeSteps: number;
  /** The dream is held against the engine every so many updates; then also a checkpoint is taken. */
  readonly checkEvery: number;
  /** Longest game of the greedy policy, and how many actions it looks at in each state. */
  readonly policySteps: number;
  readonly policyWidth: number;
  /** States on the latent map, and nodes of all of them together. */
  readonly mapStates: number;
  readonly mapNodes: number;
}

/** A learned model is changed gently; a new one is taught at the pace of `scripts/train.ts`. */
export const planOf = (kind: ModelKind, updates: number, fineTuning: boolean): Plan => ({
  updates,
  // A recurrent step is many more kernels than one of the other model.
  batch: kind === 'rlflow' ? 16 : 32,
  unroll: 5,
  learningRate: fineTuning ? 7e-4 : kind === 'rlflow' ? 1.5e-3 : 2e-3,
  firstEpisodes: 10,
  episodes: 60,
  updatesPerEpisode: 4,
  episodeSteps: 16,
  checkEvery: 25,
  policySteps: 10,
  policyWidth: 64,
  mapStates: 240,
  mapNodes: 30_000,
});

/** Episodes that have been played when update number `done + 1` is made. */
export const episodesBy = (plan: Plan, done: number): number =>
  Math.min(plan.episodes, plan.firstEpisodes + Math.floor(done / plan.updatesPerEpisode));
