import type { Random } from '../core';
import type { Episode } from '../env/episode';
import type { LossParts, Parameters } from '../nn';
import type { EncoderConfig } from './config';
import type { LossWeights } from './lossTerms';
import type { Window } from './windows';
import type { WorldModel } from './worldModel';

/** One batch on the device and its loss. Dispose it. */
export interface Fit {
  loss(): LossParts;
  dispose(): void;
}

/** A model that `Trainer` can fit. */
export interface TrainableModel extends WorldModel {
  readonly kind: 'dreamgraph' | 'rlflow';
  readonly config: EncoderConfig;
  readonly parameters: Parameters;
  intervalScale: number;
  /** Puts windows of at most `unroll` steps on the device. */
  prepare(windows: readonly Window[], unroll: number, random: Random, weights?: LossWeights): Fit;
  /** Called once before the first update: what can be counted instead of learned. Leaves a model alone that has learned already. */
  prime(episodes: readonly Episode[]): Promise<void>;
  /** Called before a model is handed on: what no episode taught is made harmless. Returns how many rules were never seen. */
  finish(episodes: readonly Episode[]): Promise<number>;
}
