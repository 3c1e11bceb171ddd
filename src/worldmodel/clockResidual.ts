import { NormalEquations } from './leastSquares';

/**
 * What lies between an imagined change of the runtime, which a model learned from sums of operator costs, and what the
 * clock says: a factor on the change, and for each rule what it does to the runtime around its site beyond that.
 */
export interface ClockResidual {
  /** Change by the clock over the imagined one; and by how much that is more, or less, where a rule made the change. */
  readonly slope: number;
  readonly slopes: ReadonlyMap<number, number>;
  /** Change of the log runtime by a rule, for each unit of runtime around its site. */
  readonly terms: ReadonlyMap<number, number>;
  /** Standard deviation that no model explains: from graph to graph, and of the clock itself. */
  readonly scatter: number;
  /** Half the width of a 90 % interval around what the clock is expected to say, in deviations. */
  readonly intervalScale: number;
}

/** One measured graph, and what was imagined of it. */
export interface ClockRow {
  /** Log of the runtime over the dream's first: imagined, and by the clock. */
  readonly imagined: number;
  readonly real: number;
  /** Standard deviation of `imagined`, and of the clock. */
  readonly deviation: number;
  readonly error: number;
  /** By rule, the parts of `imagined` that its steps made, and the share of the runtime around its sites. */
  readonly work: ReadonlyMap<number, RuleWork>;
}

/** What the steps of one rule amount to. */
export interface RuleWork {
  readonly change: number;
  readonly reach: number;
}

/** Nothing between them: what is imagined is what the clock is thought to say. */
export const noResidual = (intervalScale: number): ClockResidual => ({
  slope: 1,
  slopes: new Map(),
  terms: new Map(),
  scatter: 0,
  intervalScale,
});

/** How strongly a slope and terms are drawn to what was known before. */
export interface ResidualDoubt {
  readonly slope: number;
  readonly rule: number;
  readonly term: number;
}
/** Found on measured models, half of whose episodes were to foretell the other half (scripts/fit-clock.ts). */
const standardDoubt: ResidualDoubt = { slope: 0.1, rule: 0.003, term: 2 };
/** Below this a clock is not believed to be exact. */
const leastError = 0.01;
/** Rows further off than this many deviations count less: a clock has outliers. */
const outlying = 2;
const passes = 4;

/** Where the clock is expected, as the log of the runtime over the dream's first. */
export function expectedByClock(
  { slope, slopes, terms }: ClockResidual,
  { imagined, work }: Pick<ClockRow, 'imagined' | 'work'>,
): number {
  let sum = slope * imagined;
  for (const [rule, { change, reach }] of work)
    sum += (slopes.get(rule) ?? 0) * change + (terms.get(rule) ?? 0) * reach;
  return sum;
}

/** Standard deviation of what the clock is expected to say. */
export const clockDeviation = ({ slope, scatter }: ClockResidual, deviation: number): number =>
  Math.hypot(slope * deviation, scatter);

/**
 * Ridge regression, with rows that lie far off counting less, of what the clock said beyond `before` on the imagined change,
 * on what of it each rule made, and on how much runtime each rule acted on. Few measured graphs say something about few
 * rules: of the others is thought what was thought before.
 */
export function fitClock(
  rows: readonly ClockRow[],
  before: ClockResidual,
  doubt: ResidualDoubt = standardDoubt,
): ClockResidual {
  if (rows.length === 0) return before;
  const used = [...new Set(rows.flatMap(({ work }) => [...work.keys()]))].sort((a, b) => a - b);
  const columnOf = new Map(used.map((rule, i) => [rule, 2 * i + 1]));
  const penalties = Float64Array.from({ length: 2 * used.length + 1 }, (_, i) =>
    i === 0 ? doubt.slope : i % 2 === 1 ? doubt.rule : doubt.term,
  );
  let found = before;
  let unit = Number.POSITIVE_INFINITY;
  for (let pass = 0; pass < passes; pass++) {
    const equations = new NormalEquations(penalties.length);
    for (const row of rows) {
      const off = Math.abs(row.real - expectedByClock(found, row));
      const scale = Math.hypot(unit, row.error, leastError);
      const columns = [0];
      const values = [row.imagined];
      for (const [rule, { change, reach }] of row.work) {
        const column = columnOf.get(rule) ?? 0;
        columns.push(column, column + 1);
        values.push(change, reach);
      }
      const weight = Math.min(1, (outlying * scale) / Math.max(off, 1e-9));
      equations.add(columns, values, row.real - expectedByClock(before, row), weight);
    }
    const solved = equations.solve(penalties);
    const slopes = new Map(before.slopes);
    const terms = new Map(before.terms);
    for (const [rule, column] of columnOf) {
      slopes.set(rule, (slopes.get(rule) ?? 0) + (solved[column] ?? 0));
      terms.set(rule, (terms.get(rule) ?? 0) + (solved[column + 1] ?? 0));
    }
    found = { ...before, slope: before.slope + (solved[0] ?? 0), slopes, terms };
    unit = 1.4826 * median(rows.map((row) => Math.abs(missOf(found, row).off)));
  }
  return found;
}

/** How far a row was off, and the deviation of what was imagined of it. */
export interface ClockMiss {
  readonly off: number;
  readonly deviation: number;
  /** Steps of the dream. */
  readonly steps?: number;
}

export const missOf = (residual: ClockResidual, row: ClockRow): ClockMiss => ({
  off: row.real - expectedByClock(residual, row),
  deviation: row.deviation,
});

/**
 * The residual with the scatter and the width of intervals that these misses show, of rows that it (or one like it) was not
 * fitted to: of all scatters the one with which intervals that hold so many of the rows after few steps, and after many, are narrowest
 * (geometric mean). A model says of itself that the first steps of a dream are certain, where the clock's own scatter is most of
 * what is missed: taken all together, those may be what lies outside.
 * @param share Of the rows to lie within.
 */
export function widthsOf(residual: ClockResidual, misses: readonly ClockMiss[], share = 0.9): ClockResidual {
  if (misses.length === 0) return residual;
  const groups = byDepth(misses);
  let narrowest = residual;
  let least = Number.POSITIVE_INFINITY;
  for (const scatter of scatters) {
    const scales = misses.map(({ deviation }) => clockDeviation({ ...residual, scatter }, deviation));
    const scores = misses.map(({ off }, i) => Math.abs(off) / (scales[i] ?? 1));
    const intervalScale = Math.max(
      ...groups.map((own) =>
        held(
          own.map((i) => scores[i] ?? 0),
          share,
        ),
      ),
    );
    const width =
      Math.log(intervalScale) + scales.reduce((sum, scale) => sum + Math.log(scale), 0) / scales.length;
    if (width >= least) continue;
    least = width;
    narrowest = { ...residual, scatter, intervalScale };
  }
  return narrowest;
}

/** Dreams of up to so many steps are judged together. */
const depths = [1, 3, 5, 10, 20];
/** Of fewer rows nine in ten would be a matter of luck. */
const leastRows = 20;

/** Places of the misses, by depth; of all in one group where their depth is not known or they are few. */
function byDepth(misses: readonly ClockMiss[]): readonly (readonly number[])[] {
  const groups = depths.map((depth, k) =>
    misses.flatMap(({ steps }, i) =>
      steps !== undefined && steps <= depth && steps > (depths[k - 1] ?? 0) ? [i] : [],
    ),
  );
  return [misses.map((_, i) => i), ...groups.filter(({ length }) => length >= leastRows)];
}

/** The score that so large a share does not exceed. */
function held(scores: readonly number[], share: number): number {
  const sorted = [...scores].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * (sorted.length + 1)) - 1)] ?? 1;
}

/** Scatters that are tried: from a tenth of a percent to a fifth, each 5 % above the one before. */
const scatters = Array.from({ length: 110 }, (_, i) => 0.001 * 1.05 ** i);

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** One imagined step: the rule, the change of the log runtime, and the runtime around its site where that is known. */
export interface WorkStep {
  readonly rule: number;
  readonly change: number;
  readonly reach: number;
}

/** Steps summed by rule. */
export function workOf(steps: readonly WorkStep[]): Map<number, RuleWork> {
  const work = new Map<number, RuleWork>();
  for (const { rule, change, reach } of steps) {
    const before = work.get(rule);
    work.set(rule, { change: (before?.change ?? 0) + change, reach: (before?.reach ?? 0) + reach });
  }
  return work;
}
