import { measurementsOf } from './agents';
import { confirmEntries } from './confirming';
import { speedupIn } from './efficiency';
import { ledgerOf } from './ledger';
import { type Bench, roomFor } from './measuring';
import type { MeasuringLimits } from './progress';
import type { OfferedGraph, RunRecord } from './records';
import { timeRatio } from './statistics';
import { replay } from './traces';

/** Graphs that lead are timed afresh at most this often; in a field of equals somebody always leads by chance. */
const mostWaves = 5;

/**
 * Times the graphs that lead by their ranking afresh, until the fastest of all is known by a figure that did not choose it;
 * false when the sitting ended before.
 */
export async function timeLeadersAgain(
  bench: Bench,
  runs: readonly RunRecord[],
  limits: MeasuringLimits,
): Promise<boolean> {
  const { records, model, lab, log } = bench;
  for (let wave = 0; wave < mostWaves; wave++) {
    const ledger = ledgerOf(records.all, model);
    const ranked = rankedBy(runs, limits, (hash) =>
      ledger.refused.has(hash) ? undefined : speedupIn(ledger, hash),
    );
    const [leader] = ranked;
    if (leader === undefined || ledger.again.has(leader.hash)) return true;
    if (bench.over()) return false;
    const room = Math.max(1, roomFor(lab.weightBytes) - 2);
    const some = ranked.filter(({ hash }) => !ledger.again.has(hash)).slice(0, room);
    const replayed = some.flatMap((offered) => {
      const graph = replay(lab.base, offered);
      return graph === null ? [] : [{ hash: offered.hash, graph }];
    });
    for (const { hash } of some) {
      if (replayed.some((one) => one.hash === hash)) continue;
      records.add({ kind: 'refused', model, hash, reason: 'its trace does not lead to it any more' });
    }
    const columns = replayed.map(({ hash }) => hash);
    if (columns.length === 0) continue;
    records.add({ kind: 'attempt', model, hashes: columns });
    const entries = [];
    for (const { graph } of replayed) entries.push({ source: await lab.source(graph) });
    const about = { model, about: 'leaders', columns, ms: bench.ms };
    const record = await confirmEntries(lab, about, entries);
    for (const hash of columns) {
      const ratio = timeRatio(record, ['original'], [hash]);
      if (ratio !== null) records.add({ kind: 'again', model, hash, ...ratio, noise: record.noise });
    }
    records.add({ kind: 'survived', model, hashes: columns });
    log(`${model}: timed ${columns.length} leading graphs again`);
  }
  return true;
}

/** The graphs of all runs that were measured, each once, the fastest first. */
function rankedBy(
  runs: readonly RunRecord[],
  limits: MeasuringLimits,
  speedupOf: (hash: string) => number | undefined,
): OfferedGraph[] {
  const graphs = new Map(
    runs.flatMap(({ agent, offered }) =>
      offered
        .slice(0, measurementsOf(agent, limits.measurements))
        .map((graph) => [graph.hash, graph] as const),
    ),
  );
  const measured = [...graphs.values()].flatMap((graph) => {
    const speedup = speedupOf(graph.hash);
    return speedup === undefined ? [] : [{ graph, speedup }];
  });
  return measured.sort((a, b) => b.speedup - a.speedup).map(({ graph }) => graph);
}
