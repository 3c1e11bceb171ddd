import { CodedError, createRandom } from '../core';
import type { Episode } from '../env/episode';
import { Adam, type NamedArray } from '../nn';
import { type LossName, type LossWeights, lossNames } from './lossTerms';
import { NotFinite } from './notFinite';
import type { TrainableModel } from './trainable';
import { createWindowSampler, type Window } from './windows';

export interface TrainerOptions {
  readonly seed: number;
  /** Windows in a batch. */
  readonly batch: number;
  /** Steps of a window. */
  readonly unroll: number;
  readonly learningRate: number;
  /** Updates over which the learning rate falls to a twentieth (by a cosine). */
  readonly updates: number;
  readonly weights?: LossWeights;
  readonly weightDecay?: number;
}

export const standardTraining: TrainerOptions = {
  seed: 1,
  batch: 32,
  unroll: 5,
  learningRate: 2e-3,
  updates: 2000,
};

/** One update's losses, averaged over its steps. */
export interface UpdateReport {
  readonly update: number;
  readonly loss: number;
  readonly parts: Readonly<Record<LossName, number>>;
}

/** Everything that training goes on from, beside the model's parameters. */
export interface TrainerState {
  readonly updates: number;
  readonly optimizer: readonly NamedArray[];
}

/** Fits a model to recorded episodes. Each update draws its batch from the seed and its own number, so it can be resumed. */
export class Trainer {
  private readonly adam: Adam;
  private readonly sample: ReturnType<typeof createWindowSampler>;
  private done = 0;

  constructor(
    private readonly model: TrainableModel,
    private readonly episodes: readonly Episode[],
    private readonly options: TrainerOptions = standardTraining,
  ) {
    if (!episodes.some(({ actions }) => actions.length > 0))
      throw new CodedError('DATASET_REJECTED', 'no episode of the dataset has a step to learn from');
    this.sample = createWindowSampler(episodes);
    const { learningRate, weightDecay = 1e-4 } = options;
    this.adam = new Adam(model.parameters, { learningRate, weightDecay, clipNorm: 10 });
  }

  /** How many updates have been made. */
  get updates(): number {
    return this.done;
  }

  /** Makes one update. @throws NotFinite when the loss is no number. */
  async update(): Promise<UpdateReport> {
    if (this.done === 0) await this.model.prime(this.episodes);
    const { seed, batch, unroll, weights } = this.options;
    const random = createRandom(seed).fork(`update ${this.done}`);
    const windows: readonly Window[] = this.sample(random, batch);
    const fit = this.model.prepare(windows, unroll, random, weights);
    const report = this.adam.minimise(() => fit.loss(), this.rate());
    fit.dispose();
    const values = await report.data();
    report.dispose();
    this.done++;
    const loss = values[0] ?? Number.NaN;
    if (!Number.isFinite(loss)) throw new NotFinite(`the loss of update ${this.done} is not a number`);
    const parts = Object.fromEntries(lossNames.map((name, i) => [name, values[i + 1] ?? Number.NaN]));
    return { update: this.done, loss, parts: parts as Record<LossName, number> };
  }

  /** A short warm-up, then half a cosine down to a twentieth. */
  private rate(): number {
    const progress = Math.min(1, this.done / Math.max(1, this.options.updates));
    const warmUp = Math.min(1, (this.done + 1) / 20);
    return warmUp * (0.05 + 0.95 * 0.5 * (1 + Math.cos(Math.PI * progress)));
  }

  async read(): Promise<TrainerState> {
    return { updates: this.done, optimizer: await this.adam.read() };
  }

  write(state: TrainerState): void {
    this.done = state.updates;
    this.adam.write(state.optimizer);
  }

  dispose(): void {
    this.adam.dispose();
  }
}
