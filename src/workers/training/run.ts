import { must } from '../../core';
import type { ObservedEnvironment } from '../../env/observation';
import type { Backends } from './backends';
import { check } from './check';
import { EpisodePool } from './episodePool';
import { createMapper } from './latentMap';
import { createLearner, type Learner, runBefore, type Start } from './learner';
import { episodesBy, type Plan } from './plan';
import type { Playground } from './playground';
import type { MarkedState, ModelKind, Restored, TrainingEvents, TrainingInfo } from './protocol';
import { Runner, type Work } from './runner';
import { Telling } from './telling';
import { goingOn } from './trainedHere';

export interface RunSetup<S> {
  readonly kind: ModelKind;
  readonly playground: Playground<S>;
  /** A checkpoint to fine-tune; null: from random weights. */
  readonly start: Uint8Array | null;
  readonly seed: number;
  readonly plan: Plan;
  readonly backends: Backends;
  readonly emit: <K extends keyof TrainingEvents>(event: K, data: TrainingEvents[K]) => void;
  /** Gets every checkpoint that training can go on from. */
  readonly onCheckpoint: (updates: number, bytes: Uint8Array) => Promise<void>;
}

/** What the worker's methods ask of a run, whatever is trained in it. */
export interface Run {
  open(): Promise<TrainingInfo>;
  resume(): void;
  step(): Promise<void>;
  pause(): Promise<void>;
  reset(seed: number): Promise<void>;
  /** @throws CodedError CHECKPOINT_REJECTED; the run then stays as it was. */
  restore(bytes: Uint8Array): Promise<Restored>;
  save(): Promise<Uint8Array>;
  mark(marked: MarkedState | null): Promise<void>;
  end(): Promise<void>;
}

/**
 * One training of a world model: plays the environment, fits what was played, holds the dream against the engine, in turns
 * counted by updates alone.
 */
export class TrainingRun<S> implements Run, Work {
  private learner: Learner | null = null;
  private env: ObservedEnvironment<S> | null = null;
  private readonly pool = new EpisodePool();
  /** What the present state began from, and the last state that training can go on from. */
  private start: Start | null = null;
  private checkpoint: { readonly updates: number; readonly bytes: Uint8Array } | null = null;
  private checkedAt = -1;
  private marked: MarkedState | null = null;
  private mapper = createMapper();
  private seed: number;
  /** As it was asked for, or that of the file that the run goes on from. */
  private plan: Plan;
  private readonly telling: Telling;
  private readonly runner: Runner;

  constructor(private readonly setup: RunSetup<S>) {
    this.seed = setup.seed;
    this.plan = setup.plan;
    this.telling = new Telling(() => this.total, setup.emit);
    this.runner = new Runner({ backends: setup.backends, emit: setup.emit, work: this });
  }

  /** Chooses the backend and makes the model. */
  async open(): Promise<TrainingInfo> {
    this.telling.say('starting', 'Trying the backends of tfjs', 0, 1);
    await this.runner.start();
    const learner = this.begin();
    this.telling.say('paused', 'Ready to train', 0, this.total);
    return { backend: this.runner.report, parameters: learner.parameters, rules: learner.model.rules };
  }

  resume(): void {
    this.runner.resume();
  }
  step(): Promise<void> {
    return this.runner.step();
  }
  pause(): Promise<void> {
    return this.runner.pause();
  }

  async reset(seed: number): Promise<void> {
    await this.runner.pause();
    this.seed = seed;
    this.plan = this.setup.plan;
    this.start = null;
    this.checkpoint = null;
    this.pool.forget();
    this.begin();
    this.telling.restart(0);
    this.telling.say('paused', 'Back at the start', 0, this.total);
  }

  async restore(bytes: Uint8Array): Promise<Restored> {
    await this.runner.pause();
    const before = { start: this.start, seed: this.seed, plan: this.plan };
    try {
      const { seed, plan } = runBefore(bytes, this.setup.playground.ruleHash);
      this.start = { from: 'run', bytes };
      this.seed = seed ?? this.seed;
      this.plan = goingOn(this.setup.plan, plan);
      const { updates } = this.begin();
      // They are a function of the seed and the updates, and are played again up to where the checkpoint was.
      this.pool.forget();
      this.checkpoint = { updates, bytes };
      this.telling.restart(updates);
      const { total } = this;
      this.telling.say('paused', `Ready to go on from update ${updates}`, updates, total);
      return { updates, seed: this.seed, total };
    } catch (thrown) {
      this.start = before.start;
      this.seed = before.seed;
      this.plan = before.plan;
      throw thrown;
    }
  }

  /** The present state as a file that training can go on from. */
  async save(): Promise<Uint8Array> {
    const wasRunning = this.runner.isRunning;
    await this.runner.pause();
    const { checkpoint, done } = this;
    // The device may have gone away meanwhile: nothing is to be read from it that is here already.
    const isKept = checkpoint !== null && (done === null || checkpoint.updates === done);
    const bytes = isKept
      ? checkpoint.bytes
      : await this.runner.orLost(must(this.learner, 'learner').save('training'));
    if (wasRunning) this.runner.resume();
    return bytes;
  }

  /** The state to be marked on the map; drawn at once while nothing else is going on. */
  async mark(marked: MarkedState | null): Promise<void> {
    this.marked = marked;
    if (this.runner.isPaused && this.checkedAt >= 0) await this.drawMap();
  }

  async end(): Promise<void> {
    await this.runner.end();
    this.drop();
  }

  get done(): number | null {
    return this.learner?.updates ?? null;
  }
  get total(): number {
    return this.plan.updates;
  }

  begun(): void {
    this.telling.started(must(this.learner, 'learner').updates);
  }

  async advance(): Promise<boolean> {
    const { plan } = this;
    const learner = must(this.learner, 'learner');
    const wanted = episodesBy(plan, learner.updates);
    if (this.pool.recorded < wanted) {
      this.record(wanted);
      return false;
    }
    if (learner.updates % plan.checkEvery === 0 && this.checkedAt !== learner.updates) {
      await this.runner.guarded(() => this.checkOnce(() => this.runner.goesOn()));
      return false;
    }
    this.telling.updated(await this.runner.orLost(learner.update()), this.pool.recorded);
    return true;
  }

  async rest(): Promise<void> {
    // Whoever pauses or is through wants the present model, not that of some updates ago.
    if (this.checkpoint?.updates !== this.done) await this.keepCheckpoint();
    if ((this.done ?? 0) >= this.total)
      await this.runner.guarded(() => this.checkOnce(() => this.runner.isOpen()));
  }

  sayRest(updates: number): void {
    const { total } = this;
    this.telling.flush();
    if (updates >= total) this.telling.say('done', `Trained: ${updates} updates`, updates, total);
    else this.telling.say('paused', `Paused at update ${updates} of ${total}`, updates, total);
  }

  drop(): void {
    const learner = this.learner;
    this.learner = null;
    learner?.dispose();
  }

  rebuild(): number {
    if (this.checkpoint !== null) this.start = { from: 'run', bytes: this.checkpoint.bytes };
    const { updates } = this.begin();
    // What was played since would be drawn from too early, and the run would not be that of its seed any more.
    this.pool.backTo(episodesBy(this.plan, updates));
    this.telling.restart(updates);
    return updates;
  }

  /** Makes the model of the present start; what was there before goes only once that has worked. */
  private begin(): Learner {
    const { plan } = this;
    const { kind, playground, start } = this.setup;
    const from = (): Start => {
      if (this.start !== null) return this.start;
      if (start !== null) return { from: 'model', bytes: start };
      const env = playground.environment(playground.vocabulary.rules);
      return { from: 'nothing', like: env.observe(env.reset()) };
    };
    const setup = { kind, playground, plan, episodes: this.pool.training, seed: this.seed };
    const made = createLearner(setup, from());
    this.learner?.dispose();
    this.learner = made;
    if (this.env?.rules.length !== made.model.rules) this.env = playground.environment(made.model.rules);
    this.checkedAt = -1;
    this.mapper = createMapper();
    return made;
  }

  private record(wanted: number): void {
    const { recorded } = this.pool;
    // One in passing is not worth a sentence.
    if (wanted - recorded > 1)
      this.telling.say('recording', `Recording episode ${recorded + 1} of ${wanted}`, recorded, wanted);
    const env = must(this.env, 'environment');
    const { costs } = this.pool.record(env, this.seed, this.plan, recorded + 1 === wanted);
    const start = env.cost(env.reset());
    this.setup.emit('episode', { index: recorded, relative: Array.from(costs, (cost) => cost / start) });
  }

  /** What is not wanted any more in the middle is made anew when training goes on. */
  private async checkOnce(wanted: () => Promise<boolean>): Promise<void> {
    const learner = must(this.learner, 'learner');
    const env = must(this.env, 'environment');
    if (this.checkedAt === learner.updates) return;
    const { heldOut } = this.pool;
    this.telling.flush();
    this.telling.say('checking', 'Holding its dreams against the real graph', learner.updates, this.total);
    const checked = await this.runner.orLost(check(learner, env, heldOut, this.plan, wanted));
    if (checked === null) return;
    learner.calibrate(checked.forecasts);
    const { recorded: episodes, stepsPerSecond: realStepsPerSecond } = this.pool;
    this.setup.emit('evaluation', { ...checked.evaluation, episodes, realStepsPerSecond });
    if (!(await wanted())) return;
    await this.drawMap();
    await this.keepCheckpoint();
    this.checkedAt = learner.updates;
  }

  private async drawMap(): Promise<void> {
    const { model, updates: update } = must(this.learner, 'learner');
    const env = must(this.env, 'environment');
    const { marked } = this;
    const request = { model, env, marked, episodes: this.pool.all, update, plan: this.plan };
    this.setup.emit('map', await this.runner.orLost(this.mapper(request)));
  }

  private async keepCheckpoint(): Promise<void> {
    const learner = must(this.learner, 'learner');
    const bytes = await this.runner.orLost(learner.save('training'));
    this.checkpoint = { updates: learner.updates, bytes };
    if (learner.updates === 0) return;
    await this.setup.onCheckpoint(learner.updates, bytes);
    const dream = await this.runner.orLost(learner.save('dream'));
    this.setup.emit('checkpoint', { kind: this.setup.kind, updates: learner.updates, bytes: dream });
  }
}
