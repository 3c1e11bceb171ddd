import {
  compareMany,
  createEvaluator,
  createLocalRuntime,
  createVerifier,
  type Level,
  type ManyComparison,
  type ModelSource,
  makeInputs,
  materialise,
  type Runtime,
} from '../../src/bench';
import { loadNodeEngine } from '../../src/bench/nodeEngine';
import {
  concatChunks,
  createWeightStore,
  type Equivalence,
  encodeModel,
  type Graph,
  graphCost,
} from '../../src/graph';

/** One column of a measurement beside the original. */
export interface Entry {
  readonly source: ModelSource;
  /** ORT's level; `all` when left out. */
  readonly level?: Level;
}

/** One model in onnxruntime-web under Node: WASM, seeded weights where the file has none, the same inputs throughout. */
export interface EvaluationLab {
  readonly runtime: Runtime;
  readonly base: Graph;
  /** Bytes of the original's weights. */
  readonly weightBytes: number;
  source(graph: Graph): Promise<ModelSource>;
  verify(graph: Graph): Promise<Equivalence>;
  compare(entries: readonly Entry[], options: CompareBudget): Promise<ManyComparison>;
  /** The original as one ONNX file, weights inside, for optimizers that read files. */
  file(): Promise<Uint8Array>;
  dispose(): Promise<void>;
}

export interface CompareBudget {
  readonly seconds: number;
  readonly precision: number;
  readonly minRounds: number;
  readonly minSampleMs: number;
  readonly seed: number;
}

const weightSeed = 1;
const inputSeed = 1;

export async function openLab(base: Graph, threads: number): Promise<EvaluationLab> {
  const runtime = createLocalRuntime(await loadNodeEngine({ threads }));
  const weights = createWeightStore({ files: new Map(), randomSeed: weightSeed, graph: base });
  const evaluator = createEvaluator({ runtime, weights, opsets: base.header.opsets });
  const verifier = createVerifier({ runtime, weights, evaluator, seed: inputSeed });
  const feeds = makeInputs(base, { kind: 'normal', seed: inputSeed });
  const source = (graph: Graph) => materialise(graph, weights, evaluator);
  let original: Promise<ModelSource> | null = null;
  return {
    runtime,
    base,
    weightBytes: 4 * graphCost(base).params,
    source,
    verify: (graph) => verifier.verify(base, graph),
    compare: async (entries, budget) => {
      original ??= source(base);
      const levels = new Map(entries.flatMap(({ source: s, level }) => (level ? [[s, level] as const] : [])));
      return compareMany(
        atLevels(runtime, levels),
        await original,
        entries.map((entry) => entry.source),
        feeds,
        budget,
      );
    },
    file: async () => {
      const stored = [...base.values()].flatMap(({ constant }) => constant ?? []);
      await weights.load(stored);
      const resolve = (constant: (typeof stored)[number]) =>
        constant.kind === 'tensor' ? weights.bytesOf(constant) : null;
      return concatChunks(encodeModel(base, { resolve }));
    },
    dispose: () => runtime.dispose(),
  };
}

/** A runtime that opens some models at levels of their own, so that ORT's levels can be timed in the same rounds. */
function atLevels(runtime: Runtime, levels: ReadonlyMap<ModelSource, Level>): Runtime {
  return {
    info: () => runtime.info(),
    open: (model, options) => runtime.open(model, { ...options, level: levels.get(model) ?? options.level }),
    place: (session, feeds) => runtime.place(session, feeds),
    run: (session, feeds) => runtime.run(session, feeds),
    warmUp: (session, plan) => runtime.warmUp(session, plan),
    time: (session, plan) => runtime.time(session, plan),
    compare: (sessions, plan) => runtime.compare(sessions, plan),
    profile: (session, runs) => runtime.profile(session, runs),
    close: (session) => runtime.close(session),
    dispose: () => runtime.dispose(),
  };
}
