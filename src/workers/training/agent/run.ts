import { CodedError, must } from '../../../core';
import type { ObservedEnvironment } from '../../../env/observation';
import type { Backends } from '../backends';
import { createMapper } from '../latentMap';
import type { Playground } from '../playground';
import type { MarkedState, ModelKind, Restored, TrainingEvents, TrainingInfo } from '../protocol';
import type { Run } from '../run';
import { Runner, type Work } from '../runner';
import type { Asking } from './asking';
import { Book } from './book';
import { type AgentFile, readAgentFile, withoutClock, writeAgentFile } from './file';
import { Networks, type NetworksStart } from './networks';
import type { AgentPlan } from './plan';
import { Rounds } from './rounds';
import { AgentTelling } from './telling';

export interface AgentRunSetup<S> {
  readonly kind: ModelKind;
  readonly playground: Playground<S>;
  /** Checkpoints of the world model and of the policy that was trained in it; null: they have learned nothing. */
  readonly start: Uint8Array | null;
  readonly policy: Uint8Array | null;
  readonly seed: number;
  readonly plan: AgentPlan;
  readonly backends: Backends;
  readonly emit: <K extends keyof TrainingEvents>(event: K, data: TrainingEvents[K]) => void;
  /** Asks the clock about graphs; null: it is not to be asked. */
  readonly measure: Asking<S>['measure'];
  /** Gets every checkpoint that the rounds can go on from. */
  readonly onCheckpoint: (rounds: number, bytes: Uint8Array) => Promise<void>;
}

interface Present<S> {
  readonly networks: Networks;
  readonly env: ObservedEnvironment<S>;
  readonly rounds: Rounds<S>;
}

/**
 * An agent that learns while one looks on, in rounds: its policy learns in dreams of the world model; it plays the real
 * graph; its best graphs are held against the clock; and the world model learns from what was played and measured. All of
 * it is counted, so that but for the clock a run is a function of its seed, wherever it was taken up again.
 */
export class AgentRun<S> implements Run, Work {
  private present: Present<S> | null = null;
  private readonly book: Book<S>;
  private checkpoint: Uint8Array | null = null;
  /** Whether the checkpoint is of the present state. */
  private isKept = false;
  private seed: number;
  private marked: MarkedState | null = null;
  private mapper = createMapper();
  /** As it was asked for, or with the rounds of the file that it goes on from. */
  private plan: AgentPlan;
  private telling: AgentTelling;
  private readonly runner: Runner;

  constructor(private readonly setup: AgentRunSetup<S>) {
    this.seed = setup.seed;
    this.book = new Book(setup.plan);
    this.plan = setup.plan;
    this.telling = this.tellingOf(setup.plan);
    this.runner = new Runner({ backends: setup.backends, emit: setup.emit, work: this });
  }

  async open(): Promise<TrainingInfo> {
    this.telling.begin('Trying the backends of tfjs');
    await this.runner.start();
    const { networks, rounds } = await this.begin(null);
    rounds.say('paused', 'Ready for the first round');
    const { parameters, model } = networks.learner;
    return { backend: this.runner.report, parameters, rules: model.rules };
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
    this.goBy(this.setup.plan);
    this.checkpoint = null;
    this.isKept = false;
    const { rounds } = await this.begin(null);
    rounds.say('paused', 'Back at the start');
  }

  async restore(bytes: Uint8Array): Promise<Restored> {
    await this.runner.pause();
    const file = this.read(bytes);
    const before = { seed: this.seed, plan: this.plan };
    const asked = this.setup.plan;
    try {
      this.seed = file.seed;
      // Learning fades with the rounds, so that those of the file hold, unless more are asked for.
      this.goBy({ ...asked, rounds: Math.max(asked.rounds, file.rounds ?? 0) });
      await this.begin(file);
    } catch (thrown) {
      this.seed = before.seed;
      this.goBy(before.plan);
      throw thrown;
    }
    this.checkpoint = bytes;
    this.isKept = true;
    const updates = this.done ?? 0;
    for (const report of this.book.reports) this.setup.emit('round', report);
    this.now().rounds.say('paused', `Ready to go on after round ${updates}`);
    return { updates, seed: this.seed, total: this.total };
  }

  async save(): Promise<Uint8Array> {
    const wasRunning = this.runner.isRunning;
    await this.runner.pause();
    const { checkpoint } = this;
    // The device may have gone away meanwhile: nothing is to be read from it that is here already.
    const isHere = checkpoint !== null && (this.isKept || this.present === null);
    const bytes = isHere ? checkpoint : await this.runner.orLost(this.pack());
    if (wasRunning) this.runner.resume();
    return bytes;
  }

  async mark(marked: MarkedState | null): Promise<void> {
    this.marked = marked;
    if (this.runner.isPaused && this.book.reports.length > 0) await this.drawMap();
  }

  async end(): Promise<void> {
    await this.runner.end();
    this.drop();
  }

  get done(): number | null {
    return this.present === null ? null : Math.max(0, this.book.reports.length - 1);
  }
  get total(): number {
    return this.plan.rounds;
  }

  begun(): void {}

  async advance(): Promise<boolean> {
    this.isKept = false;
    const { rounds } = this.now();
    if (await rounds.next()) return false;
    await rounds.close();
    await this.drawMap();
    await this.keepCheckpoint();
    // What the agent was before is no round of its learning.
    return this.book.reports.length > 1;
  }

  async rest(): Promise<void> {
    if (!this.isKept) await this.keepCheckpoint();
  }

  sayRest(done: number): void {
    if (this.present === null) return;
    const { rounds } = this.present;
    if (done >= this.total)
      rounds.say('done', done === 1 ? 'Learned in one round' : `Learned in ${done} rounds`);
    else rounds.say('paused', `Paused after round ${done} of ${this.total}`);
  }

  drop(): void {
    const { present } = this;
    this.present = null;
    present?.networks.dispose();
  }

  async rebuild(): Promise<number> {
    await this.begin(this.checkpoint === null ? null : this.read(this.checkpoint));
    return this.done ?? 0;
  }

  /** @throws CodedError CHECKPOINT_REJECTED, also for the file of an agent that learned on another graph. */
  private read(bytes: Uint8Array): AgentFile {
    const file = readAgentFile(bytes);
    // Which graph the clock spoke of is not known: what is left is what can be played again here.
    if (file.base === null) return withoutClock(file);
    if (file.base !== this.setup.playground.base)
      throw new CodedError(
        'CHECKPOINT_REJECTED',
        'the agent learned on another model, or with other dimensions, outputs or another provider',
      );
    return file;
  }

  private goBy(plan: AgentPlan): void {
    this.plan = plan;
    this.telling = this.tellingOf(plan);
  }

  private tellingOf(plan: AgentPlan): AgentTelling {
    return new AgentTelling(plan, this.setup.measure !== null, this.setup.emit);
  }

  private now(): Present<S> {
    return must(this.present, 'agent');
  }

  /** Makes all of it anew, from a checkpoint or from the start; what was there goes only once that has worked. */
  private async begin(file: AgentFile | null): Promise<Present<S>> {
    const { kind, playground, measure, emit } = this.setup;
    const { book, telling, seed, runner, plan } = this;
    const episodes = book.pool.training;
    const networks = new Networks({ kind, playground, plan, episodes, seed }, this.startOf(file));
    this.drop();
    const { model, updates } = networks.learner;
    const env = playground.environment(model.rules);
    const orLost = runner.orLost.bind(runner);
    const rounds = new Rounds({ plan, seed, env, networks, book, measure, telling, emit, orLost });
    const present = { networks, env, rounds };
    this.present = present;
    this.mapper = createMapper();
    book.open(env, file, updates > 0, () => {
      for (let i = 0; i < plan.firstEpisodes; i++) rounds.record();
    });
    await rounds.refit();
    return present;
  }

  private startOf(file: AgentFile | null): NetworksStart {
    const { playground, start, policy } = this.setup;
    if (file !== null)
      return { world: { from: 'run', bytes: file.world }, policy: file.policy, resumed: true };
    if (start !== null) return { world: { from: 'model', bytes: start }, policy, resumed: false };
    const env = playground.environment(playground.vocabulary.rules);
    const like = env.observe(env.reset());
    return { world: { from: 'nothing', like }, policy: null, resumed: false };
  }

  private async drawMap(): Promise<void> {
    const { networks, env } = this.now();
    const { model, updates: update } = networks.learner;
    const { marked } = this;
    const request = { model, env, marked, episodes: this.book.pool.all, update, plan: this.plan };
    this.setup.emit('map', await this.runner.orLost(this.mapper(request)));
  }

  private async keepCheckpoint(): Promise<void> {
    const { networks } = this.now();
    const rounds = this.done ?? 0;
    this.checkpoint = await this.runner.orLost(this.pack());
    this.isKept = true;
    if (rounds === 0) return;
    await this.setup.onCheckpoint(rounds, this.checkpoint);
    const world = await this.runner.orLost(networks.learner.save('dream'));
    const policy = await this.runner.orLost(networks.savePolicy('dream'));
    this.setup.emit('agent', { rounds, world, policy });
  }

  private async pack(): Promise<Uint8Array> {
    const { networks } = this.now();
    const world = await networks.learner.save('training');
    const policy = await networks.savePolicy('training');
    const { seed, plan } = this;
    const position = this.book.position({ seed, base: this.setup.playground.base, rounds: plan.rounds });
    return writeAgentFile({ ...position, world, policy });
  }
}
