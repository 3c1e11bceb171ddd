import { CodedError, must, toErrorData } from '../../core';
import type { ObservedEnvironment } from '../../env/observation';
import type { Backends, RunningBackend } from './backends';
import { check } from './check';
import { EpisodePool } from './episodePool';
import { createMapper } from './latentMap';
import { createLearner, type Learner, type Start } from './learner';
import { episodesBy, type Plan } from './plan';
import type { Playground } from './playground';
import type { BackendReport, MarkedState, ModelKind, TrainingEvents, TrainingInfo } from './protocol';
import { Telling } from './telling';

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

/** Lets messages in between two pieces of work. */
const breath = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

/**
 * One training: plays the environment, fits what was played, holds the dream against the engine, in turns counted by
 * updates alone. When the backend goes away it goes on from the last checkpoint on the next one.
 */
export class TrainingRun<S> {
  private learner: Learner | null = null;
  private env: ObservedEnvironment<S> | null = null;
  private backend: RunningBackend | null = null;
  private lost: BackendReport['lost'] = null;
  private readonly pool = new EpisodePool();
  /** What the present state began from, and the last state that training can go on from. */
  private start: Start | null = null;
  private checkpoint: { readonly updates: number; readonly bytes: Uint8Array } | null = null;
  private mode: 'paused' | 'running' | 'one' | 'ended' = 'paused';
  private going: Promise<void> = Promise.resolve();
  private checkedAt = -1;
  private marked: MarkedState | null = null;
  private mapper = createMapper();
  private seed: number;
  private readonly telling: Telling;

  constructor(private readonly setup: RunSetup<S>) {
    this.seed = setup.seed;
    this.telling = new Telling(setup.plan, setup.emit);
  }

  /** Chooses the backend and makes the model. */
  async open(): Promise<TrainingInfo> {
    const { backends } = this.setup;
    this.telling.say('starting', 'Trying the backends of tfjs', 0, 1);
    this.backend = await backends.choose();
    const learner = this.begin();
    this.telling.say('paused', 'Ready to train', 0, this.setup.plan.updates);
    return { backend: this.report(), parameters: learner.parameters, rules: learner.model.rules };
  }

  /** @throws CodedError BACKEND_LOST when there is nothing left to train on. */
  resume(): void {
    if (this.learner === null) throw new CodedError('BACKEND_LOST', 'no backend is left to train on');
    if (this.mode !== 'paused' || this.isDone()) return;
    this.mode = 'running';
    this.go();
  }

  async step(): Promise<void> {
    await this.pause();
    if (this.mode !== 'paused' || this.isDone()) return;
    this.mode = 'one';
    this.go();
    await this.going;
  }

  async pause(): Promise<void> {
    if (this.mode === 'running' || this.mode === 'one') this.mode = 'paused';
    await this.going;
  }

  async reset(seed: number): Promise<void> {
    await this.pause();
    this.seed = seed;
    this.start = null;
    this.checkpoint = null;
    this.pool.forget();
    this.begin();
    this.telling.restart(0);
    this.telling.say('paused', 'Back at the start', 0, this.setup.plan.updates);
  }

  /** @throws CodedError CHECKPOINT_REJECTED; the run then stays as it was. */
  async restore(bytes: Uint8Array, seed: number | null): Promise<number> {
    await this.pause();
    const before = { start: this.start, seed: this.seed };
    try {
      this.start = { from: 'run', bytes };
      this.seed = seed ?? this.seed;
      const { updates } = this.begin();
      // They are a function of the seed and the updates, and are played again up to where the checkpoint was.
      this.pool.forget();
      this.checkpoint = { updates, bytes };
      this.telling.restart(updates);
      this.telling.say('paused', `Ready to go on from update ${updates}`, updates, this.setup.plan.updates);
      return updates;
    } catch (thrown) {
      this.start = before.start;
      this.seed = before.seed;
      throw thrown;
    }
  }

  /** The present state as a file that training can go on from. */
  async save(): Promise<Uint8Array> {
    const wasRunning = this.mode === 'running';
    await this.pause();
    const bytes = await must(this.learner, 'learner').save('training');
    if (wasRunning) this.resume();
    return bytes;
  }

  /** The state to be marked on the map; drawn at once while nothing else is going on. */
  async mark(marked: MarkedState | null): Promise<void> {
    this.marked = marked;
    if (this.mode === 'paused' && this.checkedAt >= 0) await this.drawMap();
  }

  async end(): Promise<void> {
    this.mode = 'ended';
    await this.going;
    this.learner?.dispose();
    this.learner = null;
  }

  get presentSeed(): number {
    return this.seed;
  }

  private isDone(): boolean {
    return (this.learner?.updates ?? 0) >= this.setup.plan.updates;
  }

  private isActive(): boolean {
    return this.mode === 'running' || this.mode === 'one';
  }

  /** Makes the model of the present start; what was there before goes only once that has worked. */
  private begin(): Learner {
    const { kind, playground, plan, start } = this.setup;
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

  private go(): void {
    this.telling.started(must(this.learner, 'learner').updates);
    this.going = this.loop().catch((thrown: unknown) => {
      this.mode = 'paused';
      this.setup.emit('error', toErrorData(thrown, 'WORKER_FAILED'));
      this.setup.emit('state', { running: false, updates: this.learner?.updates ?? 0 });
    });
  }

  private async loop(): Promise<void> {
    const { plan, emit } = this.setup;
    emit('state', { running: true, updates: this.learner?.updates ?? 0 });
    while (this.isActive() && !this.isDone()) {
      try {
        const updated = await this.advance();
        if (updated && this.mode === 'one') break;
      } catch (thrown) {
        await this.moveOn(thrown);
      }
      await breath();
    }
    const updates = this.learner?.updates ?? 0;
    if (this.mode !== 'ended') {
      // Whoever pauses or is through wants the present model, not that of some updates ago.
      if (this.checkpoint?.updates !== updates) await this.guarded(() => this.keepCheckpoint());
      if (this.isDone()) await this.guarded(() => this.checkOnce());
      this.mode = 'paused';
    }
    this.telling.flush();
    this.telling.say(
      this.isDone() ? 'done' : 'paused',
      this.isDone() ? `Trained: ${updates} updates` : `Paused at update ${updates} of ${plan.updates}`,
      updates,
      plan.updates,
    );
    emit('state', { running: false, updates });
  }

  /** One piece of work; whether it was an update. */
  private async advance(): Promise<boolean> {
    const { plan } = this.setup;
    const learner = must(this.learner, 'learner');
    const wanted = episodesBy(plan, learner.updates);
    if (this.pool.recorded < wanted) {
      this.record(wanted);
      return false;
    }
    if (learner.updates % plan.checkEvery === 0 && this.checkedAt !== learner.updates) {
      await this.guarded(() => this.checkOnce());
      return false;
    }
    this.telling.updated(await this.orLost(learner.update()), this.pool.recorded);
    return true;
  }

  private record(wanted: number): void {
    const { recorded } = this.pool;
    // One in passing is not worth a sentence.
    if (wanted - recorded > 1)
      this.telling.say('recording', `Recording episode ${recorded + 1} of ${wanted}`, recorded, wanted);
    this.pool.record(must(this.env, 'environment'), this.seed, this.setup.plan, recorded + 1 === wanted);
  }

  private async checkOnce(): Promise<void> {
    const learner = must(this.learner, 'learner');
    const env = must(this.env, 'environment');
    if (this.checkedAt === learner.updates) return;
    const { emit, plan } = this.setup;
    this.telling.flush();
    const { evaluation, forecasts } = await this.orLost(check(learner, env, this.pool.heldOut, plan));
    learner.calibrate(forecasts);
    const { recorded: episodes, stepsPerSecond: realStepsPerSecond } = this.pool;
    emit('evaluation', { ...evaluation, episodes, realStepsPerSecond });
    await this.drawMap();
    await this.keepCheckpoint();
    this.checkedAt = learner.updates;
  }

  private async drawMap(): Promise<void> {
    const learner = must(this.learner, 'learner');
    const env = must(this.env, 'environment');
    const state = env.reset();
    const start = { observation: env.observe(state), cost: env.cost(state) };
    const marked = this.marked;
    const current =
      marked === null ? start : { observation: marked.observation, cost: marked.relative * start.cost };
    const { model, updates: update } = learner;
    const request = { model, episodes: this.pool.all, start, current, update, plan: this.setup.plan };
    this.setup.emit('map', await this.orLost(this.mapper(request)));
  }

  private async keepCheckpoint(): Promise<void> {
    const learner = must(this.learner, 'learner');
    const bytes = await this.orLost(learner.save('training'));
    this.checkpoint = { updates: learner.updates, bytes };
    if (learner.updates === 0) return;
    await this.setup.onCheckpoint(learner.updates, bytes);
    this.setup.emit('checkpoint', { updates: learner.updates, bytes: await learner.save('dream') });
  }

  private async guarded(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (thrown) {
      await this.moveOn(thrown);
    }
  }

  /** Work on the device, or a failure when the device goes away meanwhile: a read of a lost device never ends. */
  private orLost<T>(work: Promise<T>): Promise<T> {
    const lost = must(this.backend, 'backend').lost.then((reason): never => {
      throw new CodedError('BACKEND_LOST', reason);
    });
    // Whichever comes second must not surface as an unhandled failure.
    work.catch(() => undefined);
    lost.catch(() => undefined);
    return Promise.race([work, lost]);
  }

  /** Goes on from the last checkpoint on the next backend; failures that are not the backend's are passed on. */
  private async moveOn(thrown: unknown): Promise<void> {
    const failed = must(this.backend, 'backend').name;
    if (!isLoss(thrown, failed)) throw thrown;
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    try {
      this.learner?.dispose();
    } catch {
      // Its tensors went with the device.
    }
    this.learner = null;
    this.backend = await this.setup.backends.next(failed);
    if (this.checkpoint !== null) this.start = { from: 'run', bytes: this.checkpoint.bytes };
    const { updates } = this.begin();
    this.lost = { name: failed, reason, fromUpdate: updates };
    this.telling.restart(updates);
    this.setup.emit('backend', this.report());
  }

  private report(): BackendReport {
    const { name, measured } = must(this.backend, 'backend');
    return { name, measured, lost: this.lost };
  }
}

/** Whether a failure is the backend's: a lost device, any failure of a GPU's driver, or WASM that ran out of memory. */
function isLoss(thrown: unknown, backend: RunningBackend['name']): boolean {
  if (thrown instanceof CodedError) return thrown.code === 'BACKEND_LOST';
  return backend === 'webgpu' || backend === 'webgl' || thrown instanceof WebAssembly.RuntimeError;
}
