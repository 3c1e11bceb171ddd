import type { Foresight } from '../foresight';
import type { Book } from './book';
import type { ClockedImagination } from './clockedImagination';
import type { RoundReport } from './protocol';

/** What a round that has ended came to. */
export function reportOf<S>(
  book: Book<S>,
  figures: Foresight['figures'],
  updates: number,
  { steps, ms }: Pick<ClockedImagination, 'steps' | 'ms'>,
): RoundReport {
  const played = book.latest.map(({ episode }) => episode);
  const mean = (of: (costs: Float64Array) => number): number =>
    played.reduce((sum, { costs }) => sum + of(costs), 0) / Math.max(1, played.length);
  return {
    round: book.reports.length,
    dreamReturn: book.promised?.gain ?? 0,
    realReturn: mean((costs) => Math.log((costs[0] ?? 1) / (costs.at(-1) ?? 1))),
    dreamSteps: book.promised?.steps ?? 0,
    realSteps: mean(({ length }) => length - 1),
    best: book.best ?? [],
    remark: book.remark,
    ...figures,
    episodes: book.pool.played,
    updates,
    clocked: book.clocked.size,
    realStepsPerSecond: book.pool.stepsPerSecond,
    imaginedStepsPerSecond: ms > 0 ? (1000 * steps) / ms : 0,
  };
}
