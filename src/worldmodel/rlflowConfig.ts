import type { EncoderConfig } from './config';

/** The published code's defects, each with its repair on (true) or off, for the ablation. */
export interface RlflowRepairs {
  /** The graph encoder gets a gradient. Off: it stays as it was initialised. */
  readonly encoderGradient: boolean;
  /** The next latent is drawn with its component's spread. Off: it is that component's mean. */
  readonly spread: boolean;
  /** Losses leave out steps past the end of an episode. Off: they average over the padding, whose targets are zero. */
  readonly maskedLosses: boolean;
  /** The recurrent state begins at zero with each window. Off: it goes on from the batch before. */
  readonly resetState: boolean;
  /** A batch is as long as its longest window. Off: always as long as the unroll. */
  readonly cutToEpisode: boolean;
}

export const allRepairs: RlflowRepairs = {
  encoderGradient: true,
  spread: true,
  maskedLosses: true,
  resetState: true,
  cutToEpisode: true,
};

export const repairNames = Object.keys(allRepairs) as readonly (keyof RlflowRepairs)[];

export const isRepairs = (x: unknown): x is RlflowRepairs =>
  typeof x === 'object' &&
  x !== null &&
  repairNames.every((name) => typeof (x as Record<string, unknown>)[name] === 'boolean');

/** The shape of an `rlflow` world model. */
export interface RlflowConfig extends EncoderConfig {
  /** Units of the LSTM. */
  readonly units: number;
  /** Gaussians of the mixture over the next latent. */
  readonly components: number;
  /** Dreams that are drawn side by side in one state; their spread is part of the interval. */
  readonly samples: number;
  readonly repairs: RlflowRepairs;
}

export type RlflowSizes = Pick<
  RlflowConfig,
  'nodeWidth' | 'rounds' | 'latent' | 'ruleWidth' | 'units' | 'components' | 'samples'
>;

/** The paper's: latent 32, LSTM of 256, mixture of 8. */
export const rlflowSizes: RlflowSizes = {
  nodeWidth: 32,
  rounds: 2,
  latent: 32,
  ruleWidth: 16,
  units: 256,
  components: 8,
  samples: 4,
};
