import { normalCdf, studentT975 } from '../../src/bench/statistics';
import { logInterval } from '../../src/bench/summarise';
import type { ConfirmRecord } from './records';

/** A ratio with its 95 % interval. */
export interface RatioInterval {
  readonly ratio: number;
  readonly ci95: readonly [number, number];
  /** Of Student's distribution that the interval is made with; left out where that is not known. */
  readonly freedom?: number;
  /** True for two that no rounds hold both of. */
  readonly apart?: true;
}

/** Names of columns, `original` among them (the geometric mean of its two places in a round); their geometric mean counts. */
export type Side = readonly string[];

export const original = 'original';

/**
 * First ÷ second side in time, above 1 where the second is faster, from rounds in which both were timed: the ratio is taken
 * within each round, so that what slows a whole round cancels. Null where a column is not in the record.
 */
export function timeRatio(record: ConfirmRecord, first: Side, second: Side): RatioInterval | null {
  const known = (side: Side): boolean =>
    side.length > 0 && side.every((name) => name === original || record.columns.includes(name));
  if (!known(first) || !known(second) || record.rounds.length === 0) return null;
  const logs = record.rounds.map((round) => logTime(record, round, first) - logTime(record, round, second));
  if (logs.every((x) => Math.abs(x) < 1e-12)) return { ratio: 1, ci95: [1, 1] };
  const { estimate, low, high } = logInterval(logs, record.batches, 1);
  const freedom = freedomOf(record.batches);
  return { ratio: Math.exp(estimate), ci95: [Math.exp(low), Math.exp(high)], freedom };
}

/** As src/bench makes intervals: with what is expected of sets of sessions where there are fewer than four. */
function freedomOf(batches: readonly number[]): number {
  const sets = new Set(batches).size;
  return sets < 4 ? sets + 3 : sets - 1;
}

/** Mean log time of a side in one round. */
function logTime({ columns }: ConfirmRecord, round: readonly number[], side: Side): number {
  const of = (name: string): number =>
    name === original
      ? (Math.log(round[0] ?? Number.NaN) + Math.log(round[1] ?? Number.NaN)) / 2
      : Math.log(round[columns.indexOf(name) + 2] ?? Number.NaN);
  return side.reduce((sum, name) => sum + of(name), 0) / side.length;
}

/** What is made of several intervals is known no better than the least known of them. */
function fewest(ratios: readonly RatioInterval[]): Pick<RatioInterval, 'freedom'> {
  const known = ratios.flatMap(({ freedom }) => freedom ?? []);
  return known.length === 0 ? {} : { freedom: Math.min(...known) };
}

/** Ratio of two ratios that were measured apart: their intervals' half-widths add up in squares. */
export function quotient(a: RatioInterval, b: RatioInterval): RatioInterval {
  const ratio = a.ratio / b.ratio;
  const part = (x: RatioInterval, end: 0 | 1): number => Math.log(x.ci95[end] / x.ratio);
  const low = Math.hypot(part(a, 0), part(b, 1));
  const high = Math.hypot(part(a, 1), part(b, 0));
  return { ratio, ci95: [ratio * Math.exp(-low), ratio * Math.exp(high)], ...fewest([a, b]) };
}

/** What an interval says: `ahead` when it lies above 1, `behind` when it lies below. */
export const standing = ({ ci95: [low, high] }: RatioInterval): 'ahead' | 'behind' | 'equal' =>
  low > 1 ? 'ahead' : high < 1 ? 'behind' : 'equal';

/**
 * Two-sided probability of such a ratio where the true one is 1, by the side of its interval that faces 1: Student's where the
 * degrees of freedom are known, else as of normal logs.
 */
export function chanceOf({ ratio, ci95: [low, high], freedom }: RatioInterval): number {
  const log = Math.log(ratio);
  const half = log < 0 ? Math.log(high) - log : log - Math.log(low);
  if (!(half > 0)) return 1;
  const halves = Math.abs(log) / half;
  return freedom === undefined
    ? 2 * normalCdf(-1.96 * halves)
    : beyond(studentT975(freedom) * halves, freedom);
}

/** Two-sided probability of a Student's t beyond this one (Abramowitz and Stegun 26.7.3 and 26.7.4). */
function beyond(t: number, freedom: number): number {
  const angle = Math.atan(t / Math.sqrt(freedom));
  const [sin, cos] = [Math.sin(angle), Math.cos(angle)];
  const odd = freedom % 2 === 1;
  let [sum, term] = [0, odd ? cos : 1];
  for (let k = odd ? 1 : 0; k <= freedom - 2; k += 2) {
    sum += term;
    term *= (cos ** 2 * (k + 1)) / (k + 2);
  }
  return 1 - (odd ? (2 / Math.PI) * (angle + sin * sum) : sin * sum);
}

/**
 * Which of several findings remain where all of them together may be wrong in one case of twenty, by Holm's step-down method
 * (S. Holm, A Simple Sequentially Rejective Multiple Test Procedure, 1979).
 */
export function holm(chances: readonly number[]): boolean[] {
  const order = chances.map((_, i) => i).sort((a, b) => (chances[a] ?? 1) - (chances[b] ?? 1));
  const failing = order.findIndex((i, rank) => (chances[i] ?? 1) > 0.05 / (chances.length - rank));
  const remaining = new Set(failing < 0 ? order : order.slice(0, failing));
  return chances.map((_, i) => remaining.has(i));
}

/** NaN for no values. */
export const geometricMean = (values: readonly number[]): number =>
  Math.exp(values.reduce((sum, x) => sum + Math.log(x), 0) / values.length);

/** The interval of a geometric mean of ratios measured apart. */
export function meanRatio(ratios: readonly RatioInterval[]): RatioInterval {
  const n = ratios.length;
  const ratio = geometricMean(ratios.map((r) => r.ratio));
  const side = (end: 0 | 1): number =>
    Math.sqrt(ratios.reduce((sum, r) => sum + Math.log(r.ci95[end] / r.ratio) ** 2, 0)) / n;
  return { ratio, ci95: [ratio * Math.exp(-side(0)), ratio * Math.exp(side(1))], ...fewest(ratios) };
}
