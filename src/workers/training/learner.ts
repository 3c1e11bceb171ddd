import { CodedError, must } from '../../core';
import type { Episode } from '../../env/episode';
import type { Observation } from '../../env/observation';
import { readCheckpoint } from '../../nn';
import {
  calibrate,
  createDreamgraph,
  createRlflow,
  type Forecast,
  loadModel,
  NotFinite,
  saveModel,
  Trainer,
  type TrainerOptions,
  type UpdateReport,
  type WorldModel,
} from '../../worldmodel';
import type { Playground } from './playground';
import type { ModelKind } from './protocol';
import { type RunPlan, type TrainedHere, trainedHereOf } from './trainedHere';

/** A world model in training. */
export interface Learner {
  readonly model: WorldModel;
  readonly updates: number;
  readonly parameters: number;
  /** Features of the latent that a policy sees. */
  readonly latent: number;
  update(): Promise<UpdateReport>;
  /** Sets the width of intervals by forecasts of episodes that were held out. */
  calibrate(forecasts: readonly Forecast[]): void;
  /**
   * `training`: with all that training goes on from; `dream`: the model alone, in half the size.
   * @throws NotFinite when training cannot go on from it.
   */
  save(what: 'training' | 'dream'): Promise<Uint8Array>;
  dispose(): void;
}

export interface LearnerSetup {
  readonly kind: ModelKind;
  readonly playground: Pick<Playground<unknown>, 'vocabulary' | 'ruleHash'>;
  /** What it learns from; grows while it learns. */
  readonly episodes: readonly Episode[];
  readonly plan: RunPlan;
  readonly seed: number;
}

/** What a run begins with. */
export type Start =
  | { readonly from: 'nothing'; readonly like: Observation }
  /** The weights of a checkpoint; updates are counted anew. */
  | { readonly from: 'model'; readonly bytes: Uint8Array }
  /** A checkpoint of a run: where it has them, its updates and its optimizer go on. */
  | { readonly from: 'run'; readonly bytes: Uint8Array };

/** Too few forecasts would make the width of the intervals a matter of luck. */
const leastForecasts = 20;

/** @throws CodedError CHECKPOINT_REJECTED */
export function createLearner(setup: LearnerSetup, start: Start): Learner {
  const { kind, playground, episodes, plan, seed } = setup;
  const loaded = start.from === 'nothing' ? null : loadModel(start.bytes, playground.ruleHash);
  const model =
    start.from === 'nothing'
      ? (kind === 'rlflow' ? createRlflow : createDreamgraph)(playground.vocabulary, start.like, seed)
      : must(loaded, 'the loaded model').model;
  if (model.kind !== kind) {
    model.dispose();
    throw new CodedError(
      'CHECKPOINT_REJECTED',
      `the checkpoint holds a ${model.kind} model, not a ${kind} one`,
    );
  }
  const { batch, unroll, learningRate, updates } = plan;
  const options: TrainerOptions = { seed, batch, unroll, learningRate, updates };
  const before = start.from === 'run' ? (loaded?.trainer ?? null) : null;
  const fromNothing = loaded === null || trainedHereOf(loaded.provenance).fromNothing;
  const rules = { length: model.rules, hash: playground.ruleHash(model.rules) };
  let trainer: Trainer | null = null;
  /** Made with the first episodes: it refuses to exist without any. */
  const ready = (): Trainer => {
    if (trainer === null) {
      trainer = new Trainer(model, episodes, options);
      if (before !== null) trainer.write(before);
    }
    return trainer;
  };
  const updatesNow = (): number => trainer?.updates ?? before?.updates ?? 0;
  return {
    model,
    parameters: model.parameters.size,
    latent: model.config.latent,
    get updates() {
      return updatesNow();
    },
    update: () => ready().update(),
    calibrate: (forecasts) => {
      if (forecasts.length >= leastForecasts) model.intervalScale = calibrate(forecasts);
    },
    save: async (what) => {
      // Nothing has been learned since: what it began with says it all, optimizer included.
      if (what === 'training' && trainer === null && start.from === 'run') return start.bytes;
      const trainedHere = {
        seed,
        updates: updatesNow(),
        on: 'one opened model, estimated runtimes',
        options,
        begunWith: fromNothing ? 'nothing' : 'checkpoint',
      };
      const about = { rules, provenance: { ...(loaded?.provenance ?? {}), trainedHere } };
      if (what === 'dream') {
        if (!fromNothing) return saveModel(model, { ...about, half: true });
        // What nobody taught it is made harmless in a copy: training goes on with the model as it is.
        const copy = loadModel(await saveModel(model, about), playground.ruleHash).model;
        await copy.finish(episodes);
        const bytes = await saveModel(copy, { ...about, half: true });
        copy.dispose();
        return bytes;
      }
      const bytes = await saveModel(model, trainer === null ? about : { ...about, trainer });
      // A model that is not finite any more must not take the place of one that training can go on from.
      try {
        readCheckpoint(bytes, `worldmodel/${kind}`);
      } catch (cause) {
        throw new NotFinite(`after update ${updatesNow()} the model is not finite`, { cause });
      }
      return bytes;
    },
    dispose: () => {
      trainer?.dispose();
      model.dispose();
    },
  };
}

/** What a checkpoint says of the run that it comes from. @throws CodedError CHECKPOINT_REJECTED */
export function runBefore(bytes: Uint8Array, ruleHash: (length: number) => string): TrainedHere {
  const { model, provenance } = loadModel(bytes, ruleHash);
  model.dispose();
  return trainedHereOf(provenance);
}
