import { CodedError, ms } from '../core';
import { type CostOracle, type Evaluator, type Graph, structuralHash } from '../graph';
import { type CompareOptions, compareMany, type ManyComparison } from './compareModels';
import type { Weights } from './constants';
import type { TensorMap } from './hostTensor';
import { materialise } from './materialise';
import type { ModelSource, Runtime } from './runtime';

export interface MeasuredOracleOptions {
  readonly runtime: Runtime;
  readonly weights: Weights;
  readonly evaluator: Evaluator;
  readonly original: Graph;
  readonly feeds: TensorMap;
  readonly compare: Omit<CompareOptions, 'seed'>;
  readonly seed: number;
}

/** Original ÷ graph with its 95 % interval, from rounds interleaved with the original. */
export interface MeasuredRatio {
  readonly ratio: number;
  readonly ci95: readonly [number, number];
  readonly win: boolean;
}

export interface MeasuredOracle extends CostOracle {
  readonly kind: 'measured';
  /** Times several graphs in the same rounds; null where ORT refused one, or the page was hidden. */
  ratios(graphs: readonly Graph[]): Promise<readonly (MeasuredRatio | null)[]>;
  /** The original's median in the first measurement; what ratios are turned into milliseconds with. */
  readonly originalMs: number | null;
  /** How many graphs went to the clock so far. */
  readonly measurements: number;
}

/**
 * The clock as an oracle. Machines change speed over minutes, so what is kept for a graph (by structure) is its ratio to
 * the original from one interleaved run, never a bare time.
 */
export function createMeasuredOracle(options: MeasuredOracleOptions): MeasuredOracle {
  const { runtime, weights, evaluator, original, feeds, compare, seed } = options;
  const known = new Map<string, MeasuredRatio | null>([
    [structuralHash(original), { ratio: 1, ci95: [1, 1], win: false }],
  ]);
  let originalMs: number | null = null;
  let measurements = 0;

  const measure = async (graphs: readonly Graph[]): Promise<ManyComparison> => {
    const source = await materialise(original, weights, evaluator);
    const candidates: ModelSource[] = [];
    for (const graph of graphs) candidates.push(await materialise(graph, weights, evaluator));
    measurements += graphs.length;
    const drawn = seed + measurements;
    const result = await compareMany(runtime, source, candidates, feeds, { ...compare, seed: drawn });
    originalMs ??= result.original.medianMs;
    return result;
  };
  const remember = (graphs: readonly (readonly [string, Graph])[], result: ManyComparison): void => {
    graphs.forEach(([hash], i) => {
      const candidate = result.candidates[i];
      // A noisy machine's ratio still ranks candidates in a search; what is claimed later is measured afresh.
      if (candidate === undefined || !Number.isFinite(candidate.ratio)) return;
      if (result.trouble?.code === 'PAGE_HIDDEN') return;
      known.set(hash, { ratio: candidate.ratio, ci95: candidate.ci95, win: candidate.win });
    });
  };

  const ratios: MeasuredOracle['ratios'] = async (graphs) => {
    const hashes = graphs.map((graph) => structuralHash(graph));
    const wanted = new Map<string, Graph>();
    hashes.forEach((hash, i) => {
      const graph = graphs[i];
      if (!known.has(hash) && graph !== undefined) wanted.set(hash, graph);
    });
    const list = [...wanted];
    if (list.length > 0) {
      try {
        remember(list, await measure(list.map(([, graph]) => graph)));
      } catch (error) {
        if (!isRefusal(error)) throw error;
        // One of them is to blame: each on its own.
        for (const entry of list) {
          try {
            remember([entry], await measure([entry[1]]));
          } catch (alone) {
            if (!isRefusal(alone)) throw alone;
            known.set(entry[0], null);
          }
        }
      }
    }
    return hashes.map((hash) => known.get(hash) ?? null);
  };

  return {
    kind: 'measured',
    ratios,
    get originalMs() {
      return originalMs;
    },
    get measurements() {
      return measurements;
    },
    cost: async (graph) => {
      const [found] = await ratios([graph]);
      if (originalMs === null) originalMs = (await measure([])).original.medianMs;
      if (found === null || found === undefined) {
        throw new CodedError('RUNTIME_REFUSED', 'the graph could not be timed');
      }
      return ms(originalMs / found.ratio);
    },
  };
}

const isRefusal = (error: unknown): boolean =>
  error instanceof CodedError && error.code !== 'STOPPED' && error.code !== 'WEIGHTS_MISSING';
