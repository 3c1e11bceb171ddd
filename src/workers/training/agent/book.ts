import { type Game, replayGame } from '../../../agent/loop/game';
import type { Return } from '../../../agent/loop/promise';
import type { Episode } from '../../../env/episode';
import type { ObservedEnvironment } from '../../../env/observation';
import { EpisodePool } from '../episodePool';
import type { AgentPosition, KeptGame } from './file';
import type { AgentPlan } from './plan';
import type { BestGraph, ClockFigure, RoundReport } from './protocol';

/** What has been played, measured and reported in an agent's rounds. */
export class Book<S> {
  readonly pool = new EpisodePool();
  readonly reports: RoundReport[] = [];
  /** Of the present round; null: not yet. */
  promised: Return | null = null;
  best: readonly BestGraph[] | null = null;
  remark: string | null = null;
  /** Keys of the graphs that the clock has answered about. */
  readonly clocked = new Set<string>();
  /** Every game of all rounds, and the last ones with their states: those of all would fill the memory with graphs. */
  private readonly games: Game<S>['episode'][] = [];
  private readonly recent: Game<S>[] = [];
  private env: ObservedEnvironment<S> | null = null;

  constructor(private readonly plan: AgentPlan) {}

  /** Begins anew, or with what is written down; `recorded`: whether the random games had been played by then. */
  open(
    env: ObservedEnvironment<S>,
    position: AgentPosition | null,
    recorded: boolean,
    record: () => void,
  ): void {
    this.env = env;
    this.pool.forget();
    this.games.length = 0;
    this.recent.length = 0;
    this.clocked.clear();
    this.reports.splice(0, this.reports.length, ...(position?.reports ?? []));
    this.promised = position?.promised ?? null;
    this.best = position?.best ?? null;
    this.remark = position?.remark ?? null;
    // The random games were played after those of the first round: what is learned depends on the order.
    const before = 2 * this.plan.games;
    const kept = position?.games ?? [];
    for (const [i, game] of kept.entries()) {
      if (i === before) record();
      this.takeUp(env, game);
    }
    if (recorded && kept.length <= before) record();
  }

  /** How many games there are. */
  get played(): number {
    return this.games.length;
  }

  get episodes(): readonly Episode[] {
    return this.games;
  }

  /** The games of the last round that has any. */
  get latest(): readonly Game<S>[] {
    return this.recent;
  }

  add(game: Game<S>): void {
    this.pool.add(game.episode, this.games.length, game.engineMs);
    this.games.push(game.episode);
    this.recent.push(game);
    if (this.recent.length > this.plan.games) this.recent.shift();
  }

  /** The clock's word about a state of a game, as a speed-up over the original, where every game begins. */
  note(game: Game<S>, step: number, { ratio, low, high }: ClockFigure): void {
    this.write(game, step, [1 / ratio, 1 / high, 1 / low]);
  }

  /** A round has ended, and the next begins. */
  turn(report: RoundReport): void {
    this.reports.push(report);
    this.promised = null;
    this.best = null;
    this.remark = null;
  }

  position(about: Pick<AgentPosition, 'seed' | 'base' | 'rounds'>): AgentPosition {
    const { reports, promised, best, remark } = this;
    return { ...about, games: this.games.map(keptOf), reports, promised, best, remark };
  }

  private takeUp(env: ObservedEnvironment<S>, { actions, clock }: KeptGame): void {
    const game = replayGame(env, actions);
    for (const [step, ...figures] of clock) this.write(game, step, figures);
    this.add(game);
  }

  private write({ episode, states }: Game<S>, step: number, figures: readonly number[]): void {
    const state = states[step];
    if (state === undefined || this.env === null) return;
    episode.clock.set(figures, 3 * step);
    episode.clock.set([1, 1, 1], 0);
    this.clocked.add(this.env.key(state));
  }
}

const keptOf = ({ actions, clock }: Game<unknown>['episode']): KeptGame => ({
  actions,
  clock: actions.flatMap((_, i): KeptGame['clock'] => {
    const [factor = 0, low = 0, high = 0] = clock.subarray(3 * (i + 1), 3 * (i + 2));
    return factor > 0 ? [[i + 1, factor, low, high]] : [];
  }),
});
