import type { Ledger } from './ledger';
import type { RunRecord } from './records';
import type { EvaluationRow } from './rows';

/** Multiply-adds that differ by less than this part are the same. */
const same = 0.002;

/**
 * Why a search gained nothing, or less than another on the same model, as far as its own record tells; null where it is
 * among the fastest, or nothing tells.
 */
export function reasonOf(
  row: EvaluationRow,
  rows: readonly EvaluationRow[],
  ledger: Pick<Ledger, 'model' | 'refused'>,
  runs: readonly RunRecord[],
): string | null {
  const own = runs.filter(({ agent }) => agent === row.search);
  const failed = own.find(({ stopReason }) => stopReason === 'error');
  if (failed !== undefined) return `it failed: ${failed.problems[0] ?? 'without a word'}`;
  if (row.speedup === null) return null;
  const fastest = rows.reduce<EvaluationRow | null>(
    (best, other) => ((other.speedup?.ratio ?? 0) > (best?.speedup?.ratio ?? 0) ? other : best),
    null,
  );
  const gained = row.speedup.ci95[0] > 1;
  const behind = fastest !== null && fastest !== row && (fastest.speedup?.ci95[0] ?? 0) > row.speedup.ci95[1];
  if (gained && !behind) return null;
  const offered = own.flatMap((run) => run.offered);
  if (own.every(({ stopReason }) => stopReason === 'nothing-legal')) return 'no rewrite is legal';
  if (offered.length === 0) {
    const time = own.some(({ stopReason }) => stopReason === 'time');
    return `found nothing cheaper by the estimate${time ? ' in its time' : ''}`;
  }
  if (offered.every(({ hash }) => ledger.refused.has(hash))) {
    return `none of its graphs counts: ${ledger.refused.get(offered[0]?.hash ?? '') ?? ''}`;
  }
  const macs = ledger.model?.macs ?? 0;
  const saved = (r: EvaluationRow): number => {
    const mean = r.perSeed.reduce((sum, seed) => sum + seed.macs, 0) / Math.max(1, r.perSeed.length);
    return macs > 0 ? 1 - mean / macs : 0;
  };
  const percent = (x: number): string => `${(100 * x).toFixed(1)} %`;
  if (behind && fastest !== null && saved(fastest) > saved(row) + same) {
    const stops = row.stopReasons.join(', ');
    return `saves ${percent(saved(row))} of the multiply-adds where ${fastest.search} saves ${percent(saved(fastest))} (ended: ${stops})`;
  }
  const [low, high] = row.speedup.ci95;
  const shows = low > 1 || high < 1;
  if (Math.abs(saved(row)) < same) {
    if (!shows) return 'saves no multiply-adds; what it changes does not show in the time';
    return low > 1
      ? `gains without saving multiply-adds, less than ${fastest?.search ?? 'another'}`
      : 'slower, at equal arithmetic';
  }
  if (!shows) return 'the difference is within the interval';
  return high < 1 ? 'fewer multiply-adds, but in kernels that run slower' : null;
}
