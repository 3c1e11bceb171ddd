import type { Game } from '../../../agent/loop/game';
import { worthMeasuring } from '../../../agent/loop/worthMeasuring';
import { must } from '../../../core';
import type { ObservedEnvironment } from '../../../env/observation';
import type { Book } from './book';
import type { ClockedImagination } from './clockedImagination';
import type { BestGraph, MeasureAnswer, MeasureWay } from './protocol';
import { wayTo } from './wayTo';

export interface Asking<S> {
  readonly env: ObservedEnvironment<S>;
  readonly book: Book<S>;
  readonly imagination: ClockedImagination;
  readonly round: number;
  /** Graphs at most. */
  readonly most: number;
  /** Null: the clock is not to be asked. */
  readonly measure: ((ways: readonly MeasureWay[]) => Promise<Omit<MeasureAnswer, 'id'>>) | null;
}

/** The best graphs of the latest games, with the clock's word where it is to be had, which is noted in the book. */
export async function askAboutBest<S>({ env, book, imagination, round, most, measure }: Asking<S>): Promise<{
  readonly best: readonly BestGraph[];
  readonly remark: string | null;
}> {
  const games = book.latest;
  const met = worthMeasuring(env, games, book.clocked, most);
  const start = env.cost(env.reset());
  const found: BestGraph[] = [];
  for (const { game, step, cost } of met) {
    const imagined = await imaginedAlong(imagination, must(games[game], 'game'), step);
    found.push({ round, steps: step, imagined, estimated: Math.log(start / cost), measured: null });
  }
  if (measure === null || met.length === 0) return { best: found, remark: null };
  const ways = met.map(({ game, step }) => wayTo(must(games[game], 'game').episode, step));
  const { figures, remark } = await measure(ways);
  met.forEach(({ game, step }, i) => {
    const figure = figures[i];
    if (figure) book.note(must(games[game], 'game'), step, figure);
  });
  return { best: found.map((graph, i) => ({ ...graph, measured: figures[i] ?? null })), remark };
}

/** What the dream makes of the way to a state of a game: log speed-up. */
async function imaginedAlong<S>(
  imagination: ClockedImagination,
  { episode: { states, actions } }: Game<S>,
  step: number,
): Promise<number> {
  let [state] = await imagination.encode(states.slice(0, 1));
  for (const action of actions.slice(0, step)) {
    if (state === undefined) break;
    [state] = await imagination.step([state], [action]);
  }
  return -must(state, 'state').logRatio;
}
