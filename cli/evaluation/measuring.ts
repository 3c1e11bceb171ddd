import type { ManyComparison, ModelSource } from '../../src/bench';
import { CodedError } from '../../src/core';
import type { Graph } from '../../src/graph';
import type { CompareBudget, Entry, EvaluationLab } from './lab';
import { ledgerOf } from './ledger';
import { type MeasuringLimits, nextWave, progressOf } from './progress';
import type { OfferedGraph, RecordFile, RunRecord } from './records';
import { replay } from './traces';

export interface Bench {
  readonly lab: Pick<EvaluationLab, 'base' | 'weightBytes' | 'source' | 'verify' | 'compare'>;
  readonly records: RecordFile;
  readonly model: string;
  /** Milliseconds of one run of the original, by the estimate. */
  readonly ms: number;
  /** True when the sitting is over. */
  readonly over: () => boolean;
  readonly log: (line: string) => void;
}

/**
 * Runs of a graph in one round take at least this many milliseconds together: of a model that takes a fifth of one, shorter
 * rounds would show the machine's noise alone.
 */
const leastSampleMs = 32;
/** Rounds that rank graphs; what is claimed gets more, afresh. */
const rankingRounds = 8;
/** Rounds of the run whose figures are claimed, and what narrows it down sooner. */
const claimedRounds = 20;
const precision = 0.004;
/** Sessions of one measurement may hold this many bytes of weights: WebAssembly ends at 4 GB. */
const roomForWeights = 1.6e9;
/** Above this many bytes the original is loaded once for both of its places in a round (as src/bench does). */
const twiceUpTo = 2 ** 27;
const mostAtOnce = 10;

/** How many graphs are measured in the same rounds. */
export const roomFor = (weightBytes: number): number =>
  Math.max(
    1,
    Math.min(
      mostAtOnce,
      Math.floor(roomForWeights / Math.max(1, weightBytes)) - (weightBytes <= twiceUpTo ? 2 : 1),
    ),
  );

/** Whether the runtime of this process is of no use any more. */
export const isFatal = (error: unknown): boolean =>
  error instanceof CodedError && (error.code === 'RUNTIME_CRASHED' || error.code === 'RUNTIME_MEMORY');

/** Seconds of one round of so many graphs beside the original's two places. */
const secondsOf = (ms: number, graphs: number): number => (Math.max(leastSampleMs, ms) * (graphs + 2)) / 1000;

const rankingBudget = (ms: number, graphs: number): CompareBudget => ({
  seconds: secondsOf(ms, graphs) * rankingRounds,
  precision: 0.01,
  minRounds: rankingRounds,
  minSampleMs: leastSampleMs,
  seed: 1,
});

/** Twice the rounds' own time: sessions are opened anew meanwhile, so that no place in memory decides. */
export const claimBudget = (ms: number, graphs: number): CompareBudget => ({
  seconds: Math.max(4, 2 * secondsOf(ms, graphs) * claimedRounds),
  precision,
  minRounds: claimedRounds,
  minSampleMs: leastSampleMs,
  seed: 7,
});

/** Measures once more, with twice the time, where there is trouble; where there still is, that is no result. */
export async function compareTwice(
  { lab, over }: Pick<Bench, 'lab' | 'over'>,
  entries: readonly Entry[],
  budget: CompareBudget,
): Promise<ManyComparison> {
  const first = await lab.compare(entries, budget);
  if (first.trouble === null || over()) return first;
  return lab.compare(entries, { ...budget, seconds: 2 * budget.seconds });
}

/** Measures the graphs of all searches in shared rounds until each is done; false when the sitting ends before. */
export async function measureRuns(
  bench: Bench,
  runs: readonly RunRecord[],
  limits: MeasuringLimits,
): Promise<boolean> {
  const { records, model, lab, log } = bench;
  for (;;) {
    const ledger = ledgerOf(records.all, model);
    const wave = nextWave(runs, ledger, limits, roomFor(lab.weightBytes));
    if (wave.length === 0) return true;
    if (bench.over()) return false;
    if (!(await measureWave(bench, wave))) return false;
    const after = ledgerOf(records.all, model);
    const best = Math.max(1, ...runs.map((run) => progressOf(run, after, limits).bestRatio));
    log(`${model}: measured ${wave.length} graphs, ${after.ratios.size} in all, best ×${best.toFixed(3)}`);
  }
}

/** Measures what of these graphs was not measured yet; false when the sitting ended before. */
export async function measureGraphs(bench: Bench, graphs: readonly OfferedGraph[]): Promise<boolean> {
  const { records, model, lab } = bench;
  for (;;) {
    const { ratios, refused, suspects } = ledgerOf(records.all, model);
    const open = graphs.filter(({ hash }) => !ratios.has(hash) && !refused.has(hash));
    const [first] = open;
    if (first === undefined) return true;
    if (bench.over()) return false;
    const suspect = open.find(({ hash }) => suspects.has(hash));
    const wave = suspect === undefined ? open.slice(0, roomFor(lab.weightBytes)) : [suspect];
    if (!(await measureWave(bench, wave))) return false;
  }
}

/** Ranking, timing what leads afresh, or the leader alone a last time. */
type Purpose = 'ratio' | 'again' | 'last';

/**
 * Measures graphs in the same rounds, and where that fails each by itself; false where the machine was too busy for a result, so
 * that nothing was recorded.
 */
export async function measureWave(
  bench: Bench,
  wave: readonly OfferedGraph[],
  purpose: Purpose = 'ratio',
): Promise<boolean> {
  const { records, model } = bench;
  const hashes = wave.map(({ hash }) => hash);
  records.add({ kind: 'attempt', model, hashes });
  const entries: HashedSource[] = [];
  for (const offered of wave) {
    const graph = replayed(bench, offered);
    const source = graph === null ? null : await sourceOf(bench, graph, offered.hash);
    if (source !== null) entries.push({ hash: offered.hash, source });
  }
  let timed = true;
  let failed: CodedError | null = null;
  try {
    if (entries.length > 0) timed = await timeEntries(bench, entries, purpose);
  } catch (thrown) {
    if (!(thrown instanceof CodedError) || isFatal(thrown)) throw thrown;
    failed = thrown;
  }
  // Before they are measured apart: a crash then is the first.
  records.add({ kind: 'survived', model, hashes });
  return failed === null ? timed : apart(bench, wave, purpose, failed);
}

interface HashedSource {
  readonly hash: string;
  readonly source: ModelSource;
}

async function timeEntries(
  bench: Bench,
  entries: readonly HashedSource[],
  purpose: Purpose,
): Promise<boolean> {
  const { records, model, ms, log } = bench;
  const budget = purpose === 'ratio' ? rankingBudget : claimBudget;
  const { candidates, noise, trouble } = await compareTwice(bench, entries, budget(ms, entries.length));
  if (trouble !== null) {
    log(`${model}: no result, ${trouble.message}`);
    return false;
  }
  entries.forEach(({ hash }, i) => {
    const found = candidates[i];
    if (found === undefined || !Number.isFinite(found.ratio)) {
      records.add({ kind: 'refused', model, hash, reason: 'it could not be timed' });
      return;
    }
    const figures = { model, hash, ratio: found.ratio, ci95: found.ci95, noise };
    const again = { kind: 'again', ...figures } as const;
    if (purpose === 'ratio') records.add({ kind: 'ratio', ...figures });
    else records.add(purpose === 'last' ? { ...again, last: true } : again);
  });
  return true;
}

/** One bad graph must not take the others with it. */
async function apart(
  bench: Bench,
  wave: readonly OfferedGraph[],
  purpose: Purpose,
  error: CodedError,
): Promise<boolean> {
  const [only, ...others] = wave;
  if (only !== undefined && others.length === 0) {
    bench.records.add({ kind: 'refused', model: bench.model, hash: only.hash, reason: error.message });
    return true;
  }
  for (const one of wave) if (!(await measureWave(bench, [one], purpose))) return false;
  return true;
}

/** A graph made again by its trace; null, and refused, where that leads to another. */
export function replayed({ lab, records, model }: Bench, offered: OfferedGraph): Graph | null {
  const graph = replay(lab.base, offered);
  if (graph === null) {
    const reason = 'its trace does not lead to it any more';
    records.add({ kind: 'refused', model, hash: offered.hash, reason });
  }
  return graph;
}

async function sourceOf(bench: Bench, graph: Graph, hash: string): Promise<ModelSource | null> {
  try {
    return await bench.lab.source(graph);
  } catch (thrown) {
    if (!(thrown instanceof CodedError) || isFatal(thrown)) throw thrown;
    bench.records.add({ kind: 'refused', model: bench.model, hash, reason: thrown.message });
    return null;
  }
}
