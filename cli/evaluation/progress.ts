import type { Ledger } from './ledger';
import type { OfferedGraph, RunRecord } from './records';

export interface MeasuringLimits {
  /** Most graphs of one search that go to the clock. */
  readonly measurements: number;
  /** A search is done after this many graphs in a row that were no faster than its best, of those that it did not measure itself. */
  readonly patience: number;
}

/** Where the measuring of one search's graphs stands. */
export interface RunProgress {
  /** Graphs of it that went to the clock, whoever asked for them first. */
  readonly used: number;
  /** Its fastest graph that may count; null while none was measured. */
  readonly best: OfferedGraph | null;
  readonly bestRatio: number;
  /** What is to be measured next, as far ahead as it surely will be; empty when the search is done. */
  readonly next: readonly OfferedGraph[];
  readonly end: 'measurements' | 'patience' | 'no more graphs' | null;
}

/** A search that failed says nothing of what it can find. */
export const isResult = ({ stopReason }: Pick<RunRecord, 'stopReason'>): boolean => stopReason !== 'error';

type Known = Pick<Ledger, 'ratios' | 'refused'>;

/** Measures a search's graphs in its own order until it has used its measurements or does not get any faster. */
export function progressOf(run: RunRecord, known: Known, limits: MeasuringLimits): RunProgress {
  let [used, stale, bestRatio] = [0, 0, 0];
  let best: OfferedGraph | null = null;
  const { clocked = 0 } = run;
  const list = run.offered.slice(0, limits.measurements);
  for (const [i, graph] of list.entries()) {
    if (i >= clocked && stale >= limits.patience) return { used, best, bestRatio, next: [], end: 'patience' };
    const refused = known.refused.has(graph.hash);
    const ratio = known.ratios.get(graph.hash)?.ratio;
    if (ratio === undefined && !refused) {
      const next = list
        .slice(i, Math.max(clocked, i + limits.patience - stale))
        .filter(({ hash }) => !known.ratios.has(hash) && !known.refused.has(hash));
      return { used, best, bestRatio, next, end: null };
    }
    used++;
    if (!refused && ratio !== undefined && ratio > bestRatio) {
      bestRatio = ratio;
      best = graph;
      stale = 0;
    } else if (i >= clocked) stale++;
  }
  const end = run.offered.length > list.length ? 'measurements' : 'no more graphs';
  return { used, best, bestRatio, next: [], end };
}

/**
 * The graphs of the next interleaved measurement, at most `room`: the first that each search waits for, then the second of
 * each, so that no search waits for another. A graph that a process died with comes alone.
 */
export function nextWave(
  runs: readonly RunRecord[],
  known: Known & Pick<Ledger, 'suspects'>,
  limits: MeasuringLimits,
  room: number,
): OfferedGraph[] {
  const queues = runs.map((run) => progressOf(run, known, limits).next);
  const wave = new Map<string, OfferedGraph>();
  const longest = Math.max(0, ...queues.map((queue) => queue.length));
  for (let depth = 0; depth < longest; depth++) {
    for (const queue of queues) {
      const graph = queue[depth];
      if (graph === undefined || wave.has(graph.hash) || wave.size >= room) continue;
      if (known.suspects.has(graph.hash)) {
        if (wave.size === 0) return [graph];
        continue;
      }
      wave.set(graph.hash, graph);
    }
  }
  return [...wave.values()];
}
