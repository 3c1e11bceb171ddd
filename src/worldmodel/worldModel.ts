import type { Action } from '../env/environment';
import type { Observation } from '../env/observation';
import type { DreamBatch } from './dreamBatch';
import type { SiteContexts } from './siteContexts';

/** What an imagined state remembers of the real graph where its dream began. */
export interface DreamStart {
  /** Embedding of each node, `[nodes, nodeWidth]`; empty where a model does not look at sites. */
  readonly nodes: Float32Array;
  /** Legal sites per rule, `[rules]`. */
  readonly counts: Uint16Array;
  /** Row of each legal site's anchor, rule after rule. */
  readonly anchors: Uint16Array;
  readonly contexts: SiteContexts;
}

/** A state that the model imagines: plain arrays, so that keeping, copying and sending one is free of tensors. */
export interface DreamState {
  readonly start: DreamStart;
  /** Steps since the real state. */
  readonly depth: number;
  /** Sites of `start` where the dream has acted, as indices of its `anchors` (−1: a site that `start` did not have). */
  readonly past: Int32Array;
  /** How many dreams run side by side in this state: 1, or the samples of a model that draws its next latent. */
  readonly samples: number;
  /** `[samples, latent]`. */
  readonly latent: Float32Array;
  /** What a model carries along beside the latent (a recurrent state), `[samples, …]`; may be empty. */
  readonly carried: Float32Array;
  /** Probability of each rule being legal, `[rules]`. */
  readonly legal: Float32Array;
  /** Legal sites per rule, `[rules]`; 0 where a rule is more likely illegal. */
  readonly counts: Uint16Array;
  /** Log of the runtime over that of the dream's first state, of each member of the ensemble (or sample), `[members]`. */
  readonly logRatios: Float32Array;
  /** Mean of `logRatios`. */
  readonly logRatio: number;
  /** Standard deviation of `logRatio`: what the heads expect by chance and what the members disagree about. */
  readonly deviation: number;
  /** Standard deviation among the members alone. */
  readonly disagreement: number;
  /** Sum over the steps of the variance that the reward head expects. */
  readonly variance: number;
  /** Reward of the step that led here: log(T before / T after), expected. */
  readonly reward: number;
  /** Probability that nothing is legal here. */
  readonly end: number;
}

/** A learned environment: encodes real states, steps imagined ones, in batches. */
export interface WorldModel {
  readonly kind: string;
  /** How many rules it knows; later ones are masked. */
  readonly rules: number;
  /** Half the width of a 90 % interval of `logRatio`, as a multiple of `deviation`. */
  readonly intervalScale: number;
  encode(observations: readonly Observation[]): Promise<DreamState[]>;
  step(states: readonly DreamState[], actions: readonly Action[]): Promise<DreamState[]>;
  /** As `encode` and `step`, at once; only where the backend can be read without waiting (not on WebGPU). */
  encodeSync(observations: readonly Observation[]): DreamState[];
  stepSync(states: readonly DreamState[], actions: readonly Action[]): DreamState[];
  /**
   * Steps a batch of dreams at once: the way to imagine many. Row b takes site `sites[b]` of rule `rules[b]`, which
   * must be below `counts[b, rules[b]]`. Returns a new batch; the old one stays valid.
   */
  stepBatch(batch: DreamBatch, rules: ArrayLike<number>, sites: ArrayLike<number>): Promise<DreamBatch>;
  /** As `stepBatch`, at once. */
  stepBatchSync(batch: DreamBatch, rules: ArrayLike<number>, sites: ArrayLike<number>): DreamBatch;
  dispose(): void;
}

/** The latent of a state as one vector, the samples' mean, `[latent]`: what a policy sees. */
export function meanLatent({ latent, samples }: DreamState): Float32Array {
  const width = latent.length / samples;
  const mean = new Float32Array(width);
  for (let i = 0; i < latent.length; i++)
    mean[i % width] = (mean[i % width] ?? 0) + (latent[i] ?? 0) / samples;
  return mean;
}

/** The runtime's 90 % interval as factors of the dream's first runtime: expected, low and high. */
export function runtimeInterval(
  { logRatio, deviation }: Pick<DreamState, 'logRatio' | 'deviation'>,
  intervalScale: number,
): { readonly factor: number; readonly low: number; readonly high: number } {
  const half = intervalScale * deviation;
  return { factor: Math.exp(logRatio), low: Math.exp(logRatio - half), high: Math.exp(logRatio + half) };
}
