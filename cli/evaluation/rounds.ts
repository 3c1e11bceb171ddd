import { median } from '../../src/bench/statistics';
import type { ConfirmRecord } from './records';

/** What there is to say of the rounds that a model's figures are from. */
export interface Taken {
  /** How many measurements they were: with more than one, not all graphs ran side by side. */
  readonly measurements: number;
  /** ISO date of measuring, or the first and the last; null where a record does not say it. */
  readonly on: string | null;
  /** Median milliseconds of one run of the original. */
  readonly originalMs: number;
}

/**
 * The measurements of the searches' fastest graphs that hold these columns: first those that hold most of them, the latest where
 * several do, since what stands side by side should have run side by side. In order of time.
 */
export function roundsFor(
  confirmed: readonly ConfirmRecord[],
  columns: readonly string[],
): readonly ConfirmRecord[] {
  const latestFirst = confirmed
    .filter(({ about, trouble }) => about === 'winners' && trouble === null)
    .reverse();
  const open = new Set(columns);
  const held = (record: ConfirmRecord): number => record.columns.filter((column) => open.has(column)).length;
  const chosen = new Set<ConfirmRecord>();
  for (;;) {
    const [best] = [...latestFirst].sort((a, b) => held(b) - held(a));
    if (best === undefined || held(best) === 0) break;
    chosen.add(best);
    for (const column of best.columns) open.delete(column);
  }
  // Where no search found anything, the latest show what the machine makes of the original.
  if (chosen.size === 0) return latestFirst.slice(0, 1);
  return latestFirst.filter((record) => chosen.has(record)).reverse();
}

/** Null for no rounds. */
export function takenIn(records: readonly ConfirmRecord[]): Taken | null {
  const times = records
    .flatMap(({ rounds }) => rounds.flatMap((round) => round.slice(0, 2)))
    .filter((ms) => Number.isFinite(ms));
  if (times.length === 0) return null;
  const days = records.flatMap(({ time }) => time?.slice(0, 10) ?? []).sort();
  const [first, last] = [days[0] ?? null, days.at(-1) ?? null];
  const on = days.length < records.length ? null : first === last ? first : `${first} to ${last}`;
  return { measurements: records.length, on, originalMs: median(times) };
}
