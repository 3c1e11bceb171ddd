import { measurementsOf } from './agents';
import type { Ledger } from './ledger';
import type { RunRecord } from './records';
import type { EfficiencyCurve } from './report';

/** A graph's speed-up: afresh where it was timed again, else as it was ranked; undefined where it was not measured. */
export const speedupIn = (
  { ratios, again }: Pick<Ledger, 'ratios' | 'again'>,
  hash: string,
): number | undefined => (again.get(hash) ?? ratios.get(hash))?.ratio;

/** Best ratio after each measurement of a run's graphs in its own order, as far as they were measured; starts at the original's 1. */
export function curveOf(
  model: string,
  run: RunRecord,
  ledger: Pick<Ledger, 'ratios' | 'again' | 'refused'>,
  measurements: number,
): EfficiencyCurve {
  const best: number[] = [];
  let highest = 1;
  for (const { hash } of run.offered.slice(0, measurementsOf(run.agent, measurements))) {
    const ratio = speedupIn(ledger, hash);
    const refused = ledger.refused.has(hash);
    if (ratio === undefined && !refused) break;
    if (!refused && ratio !== undefined) highest = Math.max(highest, ratio);
    best.push(highest);
  }
  return { model, search: run.agent, seed: run.seed, best };
}

/** Part of the best known gain, in logarithms, that counts as reaching it. */
const enough = 0.95;

/**
 * Measurements after which a search has 95 % of the gain `known`, in the median over its seeds; null where it never has;
 * undefined where it was not run.
 */
export function measurementsFor(
  curves: readonly EfficiencyCurve[],
  search: string,
  known: number,
): number | null | undefined {
  const own = curves.filter((curve) => curve.search === search);
  if (own.length === 0) return undefined;
  const counts = own.map(({ best }) => {
    const at = best.findIndex((ratio) => Math.log(ratio) >= enough * Math.log(known));
    return at < 0 ? Number.POSITIVE_INFINITY : at + 1;
  });
  const middle = counts.sort((a, b) => a - b)[(counts.length - 1) >> 1] ?? Number.POSITIVE_INFINITY;
  return Number.isFinite(middle) ? middle : null;
}
