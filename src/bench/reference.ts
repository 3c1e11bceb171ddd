import { CodedError, must } from '../core';
import { type Evaluator, elementCount, type Graph, isFloat } from '../graph';
import { boundedOutputs } from './boundedOutputs';
import type { Weights } from './constants';
import { derivedOutputs } from './derivedOutputs';
import type { HostTensor, TensorMap } from './hostTensor';
import { type IndexOutput, probeIndices } from './indexOutputs';
import { hasChoices, hasFlags, inputKinds, makeInputs } from './inputs';
import { materialise } from './materialise';
import { movedByRounding, roundingNoise } from './roundingNoise';
import type { Level, Runtime } from './runtime';
import { drawsNumbers, withSeeds } from './seeded';
import { toleranceOf } from './tolerance';
import { type Probe, withProbes } from './withProbes';

export interface VerifierOptions {
  readonly runtime: Runtime;
  readonly weights: Weights;
  readonly evaluator: Evaluator;
  readonly seed: number;
  /** How many seeded sets of inputs; when left out one of every kind, of which there are four. */
  readonly sets?: number;
  /** Inputs that the person gave; compared before the seeded ones. */
  readonly given?: readonly TensorMap[];
  /**
   * ORT's level for both models. `disabled` when left out: it runs what is written, so that a difference is the
   * rewrite's. Where ORT refuses that (some types have kernels only after its optimizer), `all`.
   */
  readonly level?: Level;
  /**
   * Where the original runs, when that is another runtime than the rewritten model's: WASM, to check WebGPU against it. GPUs
   * approximate exponentials and divisions, so the tolerance is then four times as wide.
   */
  readonly reference?: Runtime;
}

/** What an original computes, and what is to be known of it when another graph is held against it. */
export interface Reference {
  /** The original, with further outputs where they are looked at. */
  readonly graph: Graph;
  readonly level: Level;
  readonly tolerance: number;
  readonly indices: readonly IndexOutput[];
  /** Outputs whose integers or truth values come from floating-point numbers. */
  readonly derived: ReadonlySet<string>;
  /** Outputs that are values of a function between −1 and 1. */
  readonly bounded: ReadonlySet<string>;
  readonly sets: readonly InputSet[];
  /** Outputs without an element in every set of inputs. */
  readonly empty: ReadonlySet<string>;
  /** Outputs of few whole numbers or truth values that come from floating-point numbers: a wrong graph may well give the same. */
  readonly few: ReadonlySet<string>;
  /** See `EquivalenceReport`; measured when first asked for. */
  readonly noise: () => Promise<number>;
}

interface InputSet {
  readonly feeds: TensorMap;
  readonly outputs: TensorMap;
}

/** Runs an original on all sets of inputs. */
export async function referenceOf(options: VerifierOptions, original: Graph): Promise<Reference> {
  const { graph, indices } = probeIndices(original);
  const feeds = [...(options.given ?? []), ...seededSets(original, options)];
  const levels: readonly Level[] = options.level === undefined ? ['disabled', 'all'] : [options.level];
  for (const [i, level] of levels.entries()) {
    try {
      const own = { ...options, runtime: options.reference ?? options.runtime };
      const outputs = await runSets(own, graph, level, feeds);
      const told = feeds.map((set, k) => ({ feeds: set, outputs: must(outputs[k], 'outputs') }));
      const sets = [...told, ...(await otherWays(own, graph, level, original))];
      const tolerance = Math.min(0.05, toleranceOf(original) * (options.reference === undefined ? 1 : 4));
      const bounded = boundedOutputs(original);
      const derived = derivedOutputs(original);
      return {
        graph,
        level,
        tolerance,
        indices,
        derived,
        bounded,
        sets,
        empty: emptyOutputs(original, sets),
        few: fewNumbers(derived, sets),
        noise: noiseOnce(own, graph, level, sets, bounded),
      };
    } catch (error) {
      const refused = error instanceof CodedError && error.code === 'RUNTIME_REFUSED';
      if (!refused || i + 1 === levels.length) throw error;
    }
  }
  throw new CodedError('RUNTIME_REFUSED', 'no level of onnxruntime-web runs the model');
}

/**
 * A set more for each other way through the graph: where truth values choose one, with all of them false; where an input is compared
 * with several numbers, with the second. What the original refuses is left out.
 */
async function otherWays(
  options: VerifierOptions,
  probed: Graph,
  level: Level,
  original: Graph,
): Promise<InputSet[]> {
  // Drawn numbers differ from run to run of a session, and the rewritten graph's runs of all sets are of one.
  if (drawsNumbers(original)) return [];
  const ways = [
    ...(hasFlags(original) ? [{ flags: false }] : []),
    ...(hasChoices(original) ? [{ choice: 1 }] : []),
  ];
  const sets: InputSet[] = [];
  for (const [i, way] of ways.entries()) {
    // Other numbers than those of any other set.
    const feeds = makeInputs(original, {
      kind: 'normal',
      seed: options.seed + inputKinds.length + i,
      ...way,
    });
    try {
      const [outputs] = await runSets(options, probed, level, [feeds]);
      sets.push({ feeds, outputs: must(outputs, 'outputs') });
    } catch (thrown) {
      if (!(thrown instanceof CodedError && thrown.code.startsWith('RUNTIME_'))) throw thrown;
    }
  }
  return sets;
}

function seededSets(graph: Graph, { seed, sets = inputKinds.length }: VerifierOptions): TensorMap[] {
  return Array.from({ length: sets }, (_, i) =>
    makeInputs(graph, { kind: inputKinds[i % inputKinds.length] ?? 'normal', seed: seed + i }),
  );
}

/** The outputs for each set of inputs, in their order. */
export async function runSets(
  { runtime, weights, evaluator }: VerifierOptions,
  graph: Graph,
  level: Level,
  sets: readonly TensorMap[],
): Promise<TensorMap[]> {
  const session = await runtime.open(await materialise(withSeeds(graph), weights, evaluator), { level });
  try {
    const outputs: TensorMap[] = [];
    for (const feeds of sets) outputs.push(await runtime.run(session, feeds));
    return outputs;
  } finally {
    await runtime.close(session).catch(() => undefined);
  }
}

function emptyOutputs(graph: Graph, sets: readonly InputSet[]): ReadonlySet<string> {
  const isEmpty = (tensor: HostTensor | undefined): boolean =>
    tensor !== undefined && elementCount(tensor.shape) === 0;
  const names = graph.outputs.map((id) => graph.value(id).name);
  return new Set(
    names.filter((name) => sets.length > 0 && sets.every(({ outputs }) => isEmpty(outputs.get(name)))),
  );
}

/** Of more numbers than this some would differ in a wrong graph. */
const FEW = 1000;

function fewNumbers(derived: ReadonlySet<string>, [first]: readonly InputSet[]): ReadonlySet<string> {
  const isFew = (name: string): boolean => {
    const tensor = first?.outputs.get(name);
    if (tensor === undefined || isFloat(tensor.dtype)) return false;
    const count = elementCount(tensor.shape);
    return count > 0 && count <= FEW;
  };
  return new Set([...derived].filter(isFew));
}

/** `noiseOf`, measured when it is first asked for. */
function noiseOnce(...of: Parameters<typeof noiseOf>): () => Promise<number> {
  let noise: Promise<number> | null = null;
  return () => {
    if (noise === null) {
      noise = noiseOf(...of);
      // Who was stopped meanwhile may ask again.
      noise.catch(() => {
        noise = null;
      });
    }
    return noise;
  };
}

/** The most that a graph's outputs move by, over all sets of inputs, where each set moves by one rounding. */
async function noiseOf(
  options: VerifierOptions,
  graph: Graph,
  level: Level,
  sets: readonly InputSet[],
  bounded: ReadonlySet<string>,
): Promise<number> {
  const moved = sets.map(({ feeds }, i) => movedByRounding(feeds, options.seed + i));
  const results = await runSets(options, graph, level, moved);
  return sets.reduce(
    (most, { outputs }, i) => Math.max(most, roundingNoise(outputs, must(results[i], 'outputs'), bounded)),
    0,
  );
}

/** Runs the original once more for each choice of values that are to be looked at beside its outputs. */
export function probing(
  options: VerifierOptions,
): (reference: Reference, probes: readonly Probe[]) => Promise<Reference> {
  const kept = new WeakMap<Reference, Map<string, Promise<Reference>>>();
  return (reference: Reference, probes: readonly Probe[]): Promise<Reference> => {
    const own = kept.get(reference) ?? new Map<string, Promise<Reference>>();
    kept.set(reference, own);
    const key = probes.map(({ value }) => value).join();
    const known = own.get(key) ?? probed(options, reference, probes);
    own.set(key, known);
    known.catch(() => own.delete(key));
    return known;
  };
}

async function probed(
  options: VerifierOptions,
  reference: Reference,
  probes: readonly Probe[],
): Promise<Reference> {
  const graph = withProbes(reference.graph, probes);
  const feeds = reference.sets.map((set) => set.feeds);
  const own = { ...options, runtime: options.reference ?? options.runtime };
  const outputs = await runSets(own, graph, reference.level, feeds);
  const sets = feeds.map((set, k) => ({ feeds: set, outputs: must(outputs[k], 'outputs') }));
  const bounded = boundedOutputs(graph);
  const noise = noiseOnce(own, graph, reference.level, sets, bounded);
  return { ...reference, graph, bounded, sets, noise };
}
