import type { Ledger } from './ledger';
import { isResult, type MeasuringLimits, progressOf } from './progress';
import type { ConfirmRecord, RunRecord } from './records';
import { meanRatio, original, quotient, type RatioInterval, type Side, timeRatio } from './statistics';

/** A speed-up over the original at ORT's level `all`, with the noise of the run that it is from. */
export interface Speedup {
  readonly speedup: RatioInterval;
  /** How far the original's ratio to itself may lie from 1. */
  readonly noise: number;
}

/** What one run of a search ends with: its fastest graph's column in the confirming records, or the original. */
export interface ReturnedGraph {
  readonly column: string;
  /** The column of what comes back: the same, or the original where that is not confirmed as faster, or not checked. */
  readonly returned: string;
  readonly speedup: RatioInterval | null;
  readonly noise: number;
}

const sound = (confirmed: readonly ConfirmRecord[]): readonly ConfirmRecord[] =>
  confirmed.filter(({ trouble }) => trouble === null);

/** Geometric mean of columns over the original: from one record where one has all of them, else column by column. */
export function speedupOf({ confirmed }: Pick<Ledger, 'confirmed'>, side: Side): Speedup | null {
  // The latest record counts.
  for (const record of [...sound(confirmed)].reverse()) {
    const speedup = timeRatio(record, [original], side);
    if (speedup !== null) return { speedup, noise: record.noise };
  }
  if (side.length < 2) return null;
  const parts = side.map((column) => speedupOf({ confirmed }, [column]));
  const found = parts.filter((part) => part !== null);
  if (found.length < parts.length) return null;
  return {
    speedup: meanRatio(found.map((part) => part.speedup)),
    noise: Math.max(...found.map((part) => part.noise)),
  };
}

/** Time of `first` ÷ time of `second`: within rounds where a record has both, else over the original. */
export function pairRatio(
  ledger: Pick<Ledger, 'confirmed'>,
  first: Side,
  second: Side,
): RatioInterval | null {
  if ([...first].sort().join() === [...second].sort().join()) return { ratio: 1, ci95: [1, 1] };
  for (const record of [...sound(ledger.confirmed)].reverse()) {
    const ratio = timeRatio(record, first, second);
    if (ratio !== null) return ratio;
  }
  const [a, b] = [speedupOf(ledger, first), speedupOf(ledger, second)];
  return a === null || b === null ? null : { ...quotient(b.speedup, a.speedup), apart: true };
}

/** As the command decides: the interval is above 1.0 and the ratio beyond the machine's own noise. */
export const isWin = ({ ratio, ci95: [low] }: RatioInterval, noise: number): boolean =>
  low > 1 && ratio > 1 + noise;

/** What the runs of one search give, each for itself and together. */
export function returnedOf(
  runs: readonly RunRecord[],
  ledger: Ledger,
  limits: MeasuringLimits,
): {
  readonly graphs: readonly ReturnedGraph[];
  readonly speedup: RatioInterval | null;
  readonly noise: number | null;
} {
  const graphs = runs.map((run): ReturnedGraph => {
    const { best, end } = progressOf(run, ledger, limits);
    const column = best?.hash ?? original;
    const found = end === null || !isResult(run) ? null : speedupOf(ledger, [column]);
    const isChecked = ledger.equivalent.get(column)?.passed === true;
    const returned = found !== null && isChecked && isWin(found.speedup, found.noise) ? column : original;
    return { column, returned, speedup: found?.speedup ?? null, noise: found?.noise ?? 0 };
  });
  const complete = graphs.length > 0 && graphs.every(({ speedup }) => speedup !== null);
  const together = complete
    ? speedupOf(
        ledger,
        graphs.map(({ column }) => column),
      )
    : null;
  return { graphs, speedup: together?.speedup ?? null, noise: together?.noise ?? null };
}
