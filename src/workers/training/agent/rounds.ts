import { playGame } from '../../../agent/loop/game';
import { promise } from '../../../agent/loop/promise';
import { standardDreams } from '../../../agent/ppo/settings';
import { startStates } from '../../../agent/startStates';
import { createRandom, must } from '../../../core';
import type { ObservedEnvironment } from '../../../env/observation';
import { foresee } from '../foresight';
import type { TrainingEvents, TrainingProgress } from '../protocol';
import { type Asking, askAboutBest } from './asking';
import type { Book } from './book';
import { fitToClock } from './fitToClock';
import type { Networks } from './networks';
import type { AgentPlan } from './plan';
import { reportOf } from './reportOf';
import type { AgentTelling, PieceKind } from './telling';

export interface RoundsSetup<S> {
  readonly plan: AgentPlan;
  readonly seed: number;
  readonly env: ObservedEnvironment<S>;
  readonly networks: Networks;
  readonly book: Book<S>;
  readonly measure: Asking<S>['measure'];
  readonly telling: AgentTelling;
  readonly emit: <K extends keyof TrainingEvents>(event: K, data: TrainingEvents[K]) => void;
  /** Work on the device, or a failure when the device goes away meanwhile. */
  readonly orLost: <T>(work: Promise<T>) => Promise<T>;
}

/** The pieces that an agent's rounds are made of, in their order. */
export class Rounds<S> {
  /** The round whose dreams the starts were drawn for. */
  private startsFor = 0;

  constructor(private readonly setup: RoundsSetup<S>) {}

  /** Makes the next piece; false where the round has none left. Round 0 plays alone: what the agent was before it learned here. */
  async next(): Promise<boolean> {
    const { plan, book, networks } = this.setup;
    const round = book.reports.length;
    if (networks.iterations < round * plan.iterations)
      await this.timed('dreaming', () => this.practise(round));
    else if (book.promised === null) await this.timed('promising', () => this.promise(round));
    else if (book.played < (round + 1) * plan.games) await this.timed('playing', () => this.play(round));
    else if (round > 0 && book.best === null) await this.timed('measuring', () => this.measure(round));
    else if (round > 0 && book.pool.recorded < plan.firstEpisodes)
      await this.timed('recording', async () => this.record());
    else if (networks.learner.updates < round * plan.updates)
      await this.timed('training', () => this.learn(round));
    else return false;
    return true;
  }

  /** The round has no piece left: what it came to. */
  async close(): Promise<void> {
    const { book, emit, networks, orLost } = this.setup;
    const { learner, imagination } = networks;
    const { figures, forecasts } = await orLost(foresee(learner.model, book.pool.heldOut));
    learner.calibrate(forecasts);
    await this.refit();
    const report = reportOf(book, figures, learner.updates, imagination);
    book.turn(report);
    emit('round', report);
  }

  /** What the clock said so far corrects the dreams to come. */
  async refit(): Promise<void> {
    const { book, networks, orLost } = this.setup;
    networks.imagination.residual = await orLost(fitToClock(networks.learner.model, book.episodes));
  }

  /** Plays one of the random games that the world model learns from beside the agent's own. */
  record(): void {
    const { plan, book, env, seed } = this.setup;
    const number = book.pool.recorded + 1;
    this.say('recording', `Recording random game ${number} of ${plan.firstEpisodes}`);
    book.pool.record(env, seed, plan, number === plan.firstEpisodes);
  }

  say(phase: TrainingProgress['phase'], message: string): void {
    const { telling, networks, book } = this.setup;
    telling.say(phase, message, {
      dreaming: networks.iterations,
      promising: book.reports.length + (book.promised === null ? 0 : 1),
      playing: book.played,
      measuring: Math.max(0, book.reports.length - 1),
      recording: book.pool.recorded,
      training: networks.learner.updates,
    });
  }

  private async practise(round: number): Promise<void> {
    const { plan, emit, networks, orLost } = this.setup;
    const within = (networks.iterations % plan.iterations) + 1;
    this.say('dreaming', `${this.title(round)}: dreaming, batch ${within} of ${plan.iterations}`);
    if (this.startsFor !== round) await this.drawStarts(round);
    const report = await orLost(networks.practice.iterate());
    const { iteration, dreamed, policyLoss, valueLoss, entropy, kl, imaginedSteps } = report;
    emit('practice', { iteration, dreamed, policyLoss, valueLoss, entropy, kl, imaginedSteps });
  }

  /** Dreams of a round begin at real states: near the original, and where the last games went. */
  private async drawStarts(round: number): Promise<void> {
    const { plan, env, book, networks, seed, orLost } = this.setup;
    const random = createRandom(seed).fork(`starts ${round}`);
    const states = startStates(env, { count: plan.starts, steps: plan.startSteps, random });
    for (const { episode } of book.latest) states.push(random.pick(episode.states));
    const { starts, imagination } = networks;
    starts.splice(0, starts.length, ...(await orLost(imagination.encode(states))));
    this.startsFor = round;
  }

  private async promise(round: number): Promise<void> {
    const { plan, env, book, networks, seed, orLost } = this.setup;
    const { policy, horizon } = networks;
    // By the price, as the games that it is held against, and not by what the clock corrects of dreams to learn in.
    const imagination = networks.learner.model;
    const { games } = plan;
    this.say('dreaming', `${this.title(round)}: dreaming its next ${games} games`);
    const [start] = await orLost(imagination.encode([env.observe(env.reset())]));
    const random = createRandom(seed).fork(`promise ${round}`);
    const settings = { ...standardDreams, horizon };
    const request = { start: must(start, 'start'), imagination, policy, settings, games, random };
    book.promised = await orLost(promise(request));
  }

  private async play(round: number): Promise<void> {
    const { plan, env, book, networks, seed, orLost } = this.setup;
    const { imagination, policy, horizon } = networks;
    const number = book.played;
    const within = number - round * plan.games;
    this.say(
      'playing',
      `${this.title(round)}: playing game ${within + 1} of ${plan.games} on the real graph`,
    );
    const random = createRandom(seed).fork(`game ${number}`);
    const options = { steps: horizon, temperature: within === 0 ? 0 : 1, random };
    book.add(await orLost(playGame(env, { imagination, policy, horizon }, options)));
  }

  private async measure(round: number): Promise<void> {
    const { plan, env, book, networks, measure, orLost } = this.setup;
    this.say('measuring', `${this.title(round)}: its best graphs are held against the clock`);
    const { imagination } = networks;
    const asking = { env, book, imagination, round, most: plan.measured, measure };
    const { best, remark } = await orLost(askAboutBest(asking));
    book.best = best;
    book.remark = remark;
  }

  private async learn(round: number): Promise<void> {
    const { plan, emit, networks, orLost } = this.setup;
    const { learner } = networks;
    const within = (learner.updates % plan.updates) + 1;
    this.say('training', `${this.title(round)}: the world model learns, update ${within} of ${plan.updates}`);
    const began = performance.now();
    const { update, loss, parts } = await orLost(learner.update());
    const updatesPerSecond = 1000 / Math.max(1, performance.now() - began);
    const each = Object.fromEntries(Object.entries(parts).map(([name, value]) => [name, [value]]));
    emit('updates', { first: update, loss: [loss], parts: each, updatesPerSecond });
  }

  private async timed(kind: PieceKind, work: () => Promise<void>): Promise<void> {
    const began = performance.now();
    await work();
    this.setup.telling.took(kind, performance.now() - began);
  }

  private title(round: number): string {
    return round === 0 ? 'Before the first round' : `Round ${round} of ${this.setup.plan.rounds}`;
  }
}
