import { measurementsOf } from './agents';
import { speedupIn } from './efficiency';
import { ledgerOf } from './ledger';
import { type Bench, measureWave, roomFor } from './measuring';
import type { MeasuringLimits } from './progress';
import type { OfferedGraph, RunRecord } from './records';

/** Graphs that lead are timed afresh at most this often; in a field of equals somebody always leads by chance. */
const mostWaves = 5;
/** And whoever leads then, alone, at most this often. */
const mostLast = 3;

/**
 * Times the graphs that lead by their ranking afresh, and whoever leads by those figures once more, until the fastest of all is
 * known by a figure that did not choose it; false when the sitting ends before.
 */
export async function timeLeadersAgain(
  bench: Bench,
  runs: readonly RunRecord[],
  limits: MeasuringLimits,
): Promise<boolean> {
  const { records, model, lab, log } = bench;
  for (let wave = 0; wave < mostWaves + mostLast; wave++) {
    const { again, refused, suspects, ratios } = ledgerOf(records.all, model);
    const ranked = rankedBy(runs, limits, (hash) =>
      refused.has(hash) ? undefined : speedupIn({ ratios, again }, hash),
    );
    const [leader] = ranked;
    if (leader === undefined || again.get(leader.hash)?.last === true) return true;
    if (bench.over()) return false;
    const isLast = wave >= mostWaves || again.has(leader.hash);
    const room = Math.max(1, roomFor(lab.weightBytes) - 2);
    const fresh = ranked.filter(({ hash }) => !again.has(hash)).slice(0, room);
    const suspect = fresh.find(({ hash }) => suspects.has(hash));
    const some = isLast ? [leader] : suspect === undefined ? fresh : [suspect];
    if (!(await measureWave(bench, some, isLast ? 'last' : 'again'))) return false;
    log(`${model}: timed ${some.length} leading graphs again`);
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
