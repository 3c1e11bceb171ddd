import { NormalEquations } from './leastSquares';
import { type ActedPlace, reachOf } from './places';
import type { DreamStart, DreamState } from './worldModel';

/**
 * What lies between an imagined change of the runtime, which a model learned from sums of operator costs, and what the
 * clock says: a factor on the change, and for each rule what it does to the runtime around its site beyond that.
 */
export interface ClockResidual {
  /** Change by the clock over the imagined one. */
  readonly slope: number;
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
  /** By rule, the share of the runtime around the sites where it acted, summed over the steps. */
  readonly reach: ReadonlyMap<number, number>;
}

/** Nothing between them: what is imagined is what the clock is thought to say. */
export const noResidual = (intervalScale: number): ClockResidual => ({
  slope: 1,
  terms: new Map(),
  scatter: 0,
  intervalScale,
});

/** How strongly a slope and terms are drawn to what was known before. */
export interface ResidualDoubt {
  readonly slope: number;
  readonly term: number;
}
export const standardDoubt: ResidualDoubt = { slope: 0.05, term: 0.5 };
/** Below this a clock is not believed to be exact. */
const leastError = 0.01;
/** Rows further off than this many deviations count less: a clock has outliers. */
const outlying = 2;
const passes = 4;

/** Where the clock is expected, as the log of the runtime over the dream's first. */
export function expectedByClock(
  { slope, terms }: ClockResidual,
  imagined: number,
  reach: ReadonlyMap<number, number>,
): number {
  let sum = slope * imagined;
  for (const [rule, share] of reach) sum += (terms.get(rule) ?? 0) * share;
  return sum;
}

/** Standard deviation of what the clock is expected to say. */
export const clockDeviation = ({ slope, scatter }: ClockResidual, deviation: number): number =>
  Math.hypot(slope * deviation, scatter);

/**
 * Ridge regression, with rows that lie far off counting less, of what the clock said beyond `before` on the imagined change
 * and on how much runtime each rule acted on. Few measured graphs say something about few rules: of the others is
 * thought what was thought before.
 */
export function fitClock(
  rows: readonly ClockRow[],
  before: ClockResidual,
  doubt: ResidualDoubt = standardDoubt,
): ClockResidual {
  if (rows.length === 0) return before;
  const used = [...new Set(rows.flatMap(({ reach }) => [...reach.keys()]))].sort((a, b) => a - b);
  const columnOf = new Map(used.map((rule, i) => [rule, i + 1]));
  const penalties = Float64Array.from({ length: used.length + 1 }, (_, i) =>
    i === 0 ? doubt.slope : doubt.term,
  );
  let found = before;
  let unit = Number.POSITIVE_INFINITY;
  for (let pass = 0; pass < passes; pass++) {
    const equations = new NormalEquations(used.length + 1);
    for (const { imagined, real, error, reach } of rows) {
      const off = Math.abs(real - expectedByClock(found, imagined, reach));
      const scale = Math.hypot(unit, error, leastError);
      const weight = Math.min(1, (outlying * scale) / Math.max(off, 1e-9));
      const columns = [0, ...[...reach.keys()].map((rule) => columnOf.get(rule) ?? 0)];
      equations.add(
        columns,
        [imagined, ...reach.values()],
        real - expectedByClock(before, imagined, reach),
        weight,
      );
    }
    const [slope = 0, ...terms] = equations.solve(penalties);
    const merged = new Map(before.terms);
    used.forEach((rule, i) => {
      merged.set(rule, (before.terms.get(rule) ?? 0) + (terms[i] ?? 0));
    });
    found = { ...before, slope: before.slope + slope, terms: merged };
    unit =
      1.4826 *
      median(rows.map((row) => Math.abs(row.real - expectedByClock(found, row.imagined, row.reach))));
  }
  return found;
}

/**
 * The scatter and the width of intervals that rows show which the residual was not fitted to. @param share Of the rows
 * to lie within.
 */
export function widthsOf(residual: ClockResidual, rows: readonly ClockRow[], share = 0.9): ClockResidual {
  if (rows.length === 0) return residual;
  const off = rows.map((row) => row.real - expectedByClock(residual, row.imagined, row.reach));
  // Half of the rows lie within 0.6745 deviations of a normal distribution.
  const explained = median(rows.map(({ deviation }) => residual.slope * deviation));
  const whole = 1.4826 * median(off.map(Math.abs));
  const scatter = Math.sqrt(Math.max(whole ** 2 - explained ** 2, 1e-6));
  const wide = { ...residual, scatter };
  const scores = off
    .map((x, i) => Math.abs(x) / clockDeviation(wide, rows[i]?.deviation ?? 0))
    .sort((a, b) => a - b);
  const at = Math.min(scores.length - 1, Math.ceil(share * (scores.length + 1)) - 1);
  return { ...wide, intervalScale: scores[at] ?? residual.intervalScale };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** Runtime around the sites where each rule acted; sites that the first graph did not have are left out. */
export function reachByRule(
  contexts: DreamStart['contexts'],
  places: readonly Pick<ActedPlace, 'rule' | 'site' | 'row'>[],
): Map<number, number> {
  const reach = new Map<number, number>();
  for (const { rule, site, row } of places) {
    const share = site < 0 ? 0 : reachOf(contexts, row);
    if (share > 0) reach.set(rule, (reach.get(rule) ?? 0) + share);
  }
  return reach;
}

/** As `reachByRule`, of an imagined state. */
export const reachOfState = ({ start, past }: Pick<DreamState, 'start' | 'past'>): Map<number, number> =>
  reachByRule(
    start.contexts,
    Array.from(past, (site) => ({ rule: ruleOfSite(start, site), site, row: start.anchors[site] ?? -1 })),
  );

/** The rule whose site this is, by its index among the anchors; −1 for none. */
export function ruleOfSite({ counts }: Pick<DreamStart, 'counts'>, site: number): number {
  if (site < 0) return -1;
  let end = 0;
  for (const [rule, count] of counts.entries()) {
    end += count;
    if (site < end) return rule;
  }
  return -1;
}
