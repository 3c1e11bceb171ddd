import type { Action } from '../env/environment';
import type { Observation } from '../env/observation';

/** What an agent reads of an imagined state. A world model's states have more to them. */
export interface Imagined {
  /** Steps since the real state. */
  readonly depth: number;
  /** How many latents there are side by side: samples of a model that draws its next one, else 1. */
  readonly samples: number;
  /** `[samples, latent]`. */
  readonly latent: Float32Array;
  /** Legal sites per rule, `[rules]`. */
  readonly counts: ArrayLike<number>;
  /** Log of the runtime over the dream's first, of each member, `[members]`. */
  readonly logRatios: Float32Array;
  /** Mean of `logRatios`. */
  readonly logRatio: number;
  /** Memory traffic over the dream's first, where the dynamics know it. */
  readonly trafficRatio?: number;
  /** Standard deviation among the members. */
  readonly disagreement: number;
  /** Probability that nothing is legal here. */
  readonly end: number;
}

/** What a policy is trained in: something that steps a batch of states. */
export interface Dynamics<D extends Imagined = Imagined> {
  readonly kind: string;
  /** How many rules it knows, from the list's start. */
  readonly rules: number;
  /** Each action must be among the state's `counts`. */
  step(states: readonly D[], actions: readonly Action[]): Promise<D[]>;
  /** The last states of a batch of dreams with their runtimes, where these are known no sooner than at the end. */
  settle?(states: readonly D[]): Promise<D[]>;
  /** Makes the draws that follow those of this seed; left out where nothing is drawn. */
  reseed?(seed: number): void;
}

/** Dynamics that begin at real states. A world model fits as it is. */
export interface Imagination<D extends Imagined = Imagined> extends Dynamics<D> {
  encode(observations: readonly Observation[]): Promise<D[]>;
}

/** How many numbers a policy sees of a state: the latent, one per rule, and the share of the horizon that is left. */
export const inputWidth = (latent: number, rules: number): number => latent + rules + 1;

/** Writes what a policy sees into `target` at `offset`: the samples' mean latent, log(1 + sites) / 4, horizon left. */
export function writeInput(
  state: Imagined,
  rules: number,
  left: number,
  target: Float32Array,
  offset: number,
): void {
  const { latent, samples, counts } = state;
  const width = latent.length / samples;
  for (let i = 0; i < width; i++) {
    let sum = 0;
    for (let k = 0; k < samples; k++) sum += latent[k * width + i] ?? 0;
    target[offset + i] = sum / samples;
  }
  for (let r = 0; r < rules; r++) target[offset + width + r] = Math.log1p(counts[r] ?? 0) / 4;
  target[offset + width + rules] = left;
}
