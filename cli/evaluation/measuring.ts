import type { ModelSource } from '../../src/bench';
import { CodedError } from '../../src/core';
import type { Graph } from '../../src/graph';
import type { EvaluationLab } from './lab';
import { ledgerOf } from './ledger';
import { type MeasuringLimits, nextWave, progressOf } from './progress';
import type { OfferedGraph, RecordFile, RunRecord } from './records';
import { replay } from './traces';

export interface Bench {
  readonly lab: Pick<EvaluationLab, 'base' | 'weightBytes' | 'source' | 'verify' | 'compare'>;
  readonly records: RecordFile;
  readonly model: string;
  /** Milliseconds of one run of the original. */
  readonly ms: number;
  /** True when the sitting is over. */
  readonly over: () => boolean;
  readonly log: (line: string) => void;
}

/**
 * Runs of a graph in one round take at least this many milliseconds together: of a model that takes a fifth of one, shorter
 * rounds would show the machine's noise alone.
 */
export const leastSampleMs = 32;
/** Rounds that rank graphs; what is claimed gets more, afresh. */
const rankingRounds = 8;
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

/** Measures the graphs of all searches in shared rounds until each is done; false when the sitting ended before. */
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
    await measureWave(bench, wave);
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
    await measureWave(bench, suspect === undefined ? open.slice(0, roomFor(lab.weightBytes)) : [suspect]);
  }
}

async function measureWave(bench: Bench, wave: readonly OfferedGraph[]): Promise<void> {
  const { records, model, lab, ms } = bench;
  const hashes = wave.map(({ hash }) => hash);
  records.add({ kind: 'attempt', model, hashes });
  const entries: { readonly offered: OfferedGraph; readonly source: ModelSource }[] = [];
  for (const offered of wave) {
    const graph = replay(lab.base, offered);
    const source = graph === null ? null : await sourceOf(bench, graph, offered.hash);
    if (graph === null) {
      const reason = 'its trace does not lead to it any more';
      records.add({ kind: 'refused', model, hash: offered.hash, reason });
    }
    if (source !== null) entries.push({ offered, source });
  }
  try {
    const seconds = (Math.max(leastSampleMs, ms) * (entries.length + 2) * rankingRounds) / 1000;
    const budget = {
      seconds,
      precision: 0.01,
      minRounds: rankingRounds,
      minSampleMs: leastSampleMs,
      seed: 1,
    };
    const { candidates, noise } =
      entries.length === 0 ? { candidates: [], noise: 0 } : await lab.compare(entries, budget);
    entries.forEach(({ offered: { hash } }, i) => {
      const found = candidates[i];
      if (found === undefined || !Number.isFinite(found.ratio)) {
        records.add({ kind: 'refused', model, hash, reason: 'it could not be timed' });
      } else {
        const { ratio, ci95 } = found;
        records.add({ kind: 'ratio', model, hash, ratio, ci95, noise });
      }
    });
  } catch (thrown) {
    if (!(thrown instanceof CodedError) || isFatal(thrown)) throw thrown;
    await apart(bench, wave, thrown);
  }
  records.add({ kind: 'survived', model, hashes });
}

/** One bad graph must not take the others with it. */
async function apart(bench: Bench, wave: readonly OfferedGraph[], error: CodedError): Promise<void> {
  const [only] = wave;
  if (wave.length > 1) for (const one of wave) await measureWave(bench, [one]);
  else if (only !== undefined)
    bench.records.add({ kind: 'refused', model: bench.model, hash: only.hash, reason: error.message });
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
