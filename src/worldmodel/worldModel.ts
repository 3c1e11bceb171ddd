import type { Action } from '../env/environment';
import type { Observation } from '../env/observation';

/** What an imagined state remembers of the real graph where its dream began. */
export interface DreamStart {
  /** Embedding of each node, `[nodes, nodeWidth]`. */
  readonly nodes: Float32Array;
  readonly counts: Uint16Array;
  readonly anchors: Uint16Array;
}

/** A state that the model imagines: plain arrays, so that keeping, copying and sending one is free of tensors. */
export interface DreamState {
  readonly start: DreamStart;
  /** Steps since the real state. */
  readonly depth: number;
  /** `[members, latent]`. */
  readonly latent: Float32Array;
  /** log(1 + sites) per rule, `[members, rules]`. */
  readonly logSites: Float32Array;
  /** Probability of each rule being legal, the members' mean, `[rules]`. */
  readonly legal: Float32Array;
  /** Legal sites per rule, `[rules]`: the members' mean, 0 where a rule is more likely illegal. */
  readonly counts: Uint16Array;
  /** Log of the runtime over that of the dream's first state, of each member, `[members]`. */
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
  dispose(): void;
}

/** The latent of a state as one vector, the members' mean, `[latent]`: what a policy sees. */
export function meanLatent({ latent, logRatios }: DreamState): Float32Array {
  const members = logRatios.length;
  const width = latent.length / members;
  const mean = new Float32Array(width);
  for (let i = 0; i < latent.length; i++)
    mean[i % width] = (mean[i % width] ?? 0) + (latent[i] ?? 0) / members;
  return mean;
}

/** The runtime's 90 % interval as factors of the dream's first runtime: expected, low and high. */
export function runtimeInterval(
  { logRatio, deviation }: DreamState,
  intervalScale: number,
): { readonly factor: number; readonly low: number; readonly high: number } {
  const half = intervalScale * deviation;
  return { factor: Math.exp(logRatio), low: Math.exp(logRatio - half), high: Math.exp(logRatio + half) };
}
