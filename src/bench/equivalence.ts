import { CodedError, must } from '../core';
import type { Equivalence, Evaluator, Graph, Verifier } from '../graph';
import { boundedOutputs } from './boundedOutputs';
import { compareOutput, type OutputDifference } from './compareTensors';
import type { Weights } from './constants';
import { derivedOutputs } from './derivedOutputs';
import type { HostTensor, TensorMap } from './hostTensor';
import { compareIndices, type IndexOutput, probeIndices } from './indexOutputs';
import { inputKinds, makeInputs } from './inputs';
import { materialise } from './materialise';
import { movedByRounding, roundingNoise } from './roundingNoise';
import type { Level, Runtime } from './runtime';
import { toleranceOf, toleranceWithNoise, widestTolerance } from './tolerance';

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

export interface EquivalenceReport extends Equivalence {
  /**
   * What the original's outputs move by, as a part of their scale, where its inputs move by one rounding. Looked at where
   * outputs are further apart than the model's depth allows by itself; null elsewhere.
   */
  readonly roundingNoise: number | null;
  /** For each output the worst over all sets of inputs. */
  readonly outputs: readonly OutputDifference[];
}

export interface ReportingVerifier extends Verifier {
  verify(original: Graph, rewritten: Graph): Promise<EquivalenceReport>;
}

interface Reference {
  readonly level: Level;
  readonly tolerance: number;
  readonly indices: readonly IndexOutput[];
  /** Outputs whose integers or truth values come from floating-point numbers. */
  readonly derived: ReadonlySet<string>;
  /** Outputs that are values of a function between −1 and 1. */
  readonly bounded: ReadonlySet<string>;
  readonly sets: readonly InputSet[];
  /** See `EquivalenceReport`; measured when first asked for. */
  readonly noise: () => Promise<number>;
}

interface InputSet {
  readonly feeds: TensorMap;
  readonly outputs: TensorMap;
}

/** Compares what two graphs compute by running both. The original's outputs are kept as long as its graph lives. */
export function createVerifier(options: VerifierOptions): ReportingVerifier {
  const references = new WeakMap<Graph, Promise<Reference>>();
  return {
    async verify(original, rewritten) {
      const known = references.get(original) ?? referenceOf(options, original);
      references.set(original, known);
      known.catch(() => references.delete(original));
      return compareWith(options, await known, rewritten);
    },
  };
}

async function referenceOf(options: VerifierOptions, original: Graph): Promise<Reference> {
  const { graph, indices } = probeIndices(original);
  const feeds = [...(options.given ?? []), ...seededSets(original, options)];
  const levels: readonly Level[] = options.level === undefined ? ['disabled', 'all'] : [options.level];
  for (const [i, level] of levels.entries()) {
    try {
      const own = { ...options, runtime: options.reference ?? options.runtime };
      const outputs = await runSets(own, graph, level, feeds);
      const sets = feeds.map((set, k) => ({ feeds: set, outputs: must(outputs[k], 'outputs') }));
      const tolerance = Math.min(0.05, toleranceOf(original) * (options.reference === undefined ? 1 : 4));
      const bounded = boundedOutputs(original);
      let noise: Promise<number> | null = null;
      return {
        level,
        tolerance,
        indices,
        derived: derivedOutputs(original),
        bounded,
        sets,
        noise: () => {
          noise ??= noiseOf(own, graph, level, sets, bounded);
          return noise;
        },
      };
    } catch (error) {
      const refused = error instanceof CodedError && error.code === 'RUNTIME_REFUSED';
      if (!refused || i + 1 === levels.length) throw error;
    }
  }
  throw new CodedError('RUNTIME_REFUSED', 'no level of onnxruntime-web runs the model');
}

function seededSets(graph: Graph, { seed, sets = inputKinds.length }: VerifierOptions): TensorMap[] {
  return Array.from({ length: sets }, (_, i) =>
    makeInputs(graph, { kind: inputKinds[i % inputKinds.length] ?? 'normal', seed: seed + i }),
  );
}

async function runSets(
  { runtime, weights, evaluator }: VerifierOptions,
  graph: Graph,
  level: Level,
  sets: readonly TensorMap[],
): Promise<TensorMap[]> {
  const session = await runtime.open(await materialise(graph, weights, evaluator), { level });
  try {
    const outputs: TensorMap[] = [];
    for (const feeds of sets) outputs.push(await runtime.run(session, feeds));
    return outputs;
  } finally {
    await runtime.close(session).catch(() => undefined);
  }
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

async function compareWith(
  options: VerifierOptions,
  reference: Reference,
  rewritten: Graph,
): Promise<EquivalenceReport> {
  const feeds = reference.sets.map((set) => set.feeds);
  const results = await runSets(options, rewritten, reference.level, feeds);
  const report = judge(reference, results, reference.tolerance, null);
  // Nearly always that is the answer, and the noise need not be measured.
  const mayBeNoise = !report.passed && report.maxRel <= widestTolerance(reference.tolerance);
  if (!mayBeNoise) return report;
  const noise = await reference.noise();
  return judge(reference, results, toleranceWithNoise(reference.tolerance, noise), noise);
}

/** What the outputs of a rewritten graph, one map for each set of inputs, are beside the original's. */
function judge(
  reference: Reference,
  results: readonly TensorMap[],
  tolerance: number,
  noise: number | null,
): EquivalenceReport {
  const { sets } = reference;
  const worst = new Map<string, OutputDifference>();
  const flipped = new Map<string, number>();
  let told = sets.length === 0;
  for (const [i, { outputs }] of sets.entries()) {
    const actual = must(results[i], 'outputs');
    const differences = [...outputs]
      .filter(([name]) => !reference.indices.some((index) => index.data === name))
      .map(([name, tensor]) =>
        compareOne({ ...reference, tolerance }, outputs, name, tensor, actual.get(name)),
      );
    told ||= differences.some((difference) => difference.informative);
    for (const difference of differences.map((found) => repeatedly(found, flipped))) {
      const before = worst.get(difference.output);
      if (before === undefined || isWorse(difference, before)) worst.set(difference.output, difference);
    }
  }
  const outputs = [...worst.values()];
  const most = outputs.reduce<OutputDifference | null>((a, b) => (a === null || isWorse(b, a) ? b : a), null);
  const nothing = told ? null : 'the original gives only NaN and infinities, so there is nothing to compare';
  const reason = most?.reason ?? nothing;
  return {
    passed: reason === null,
    inputs: sets.length,
    maxAbs: outputs.reduce((max, o) => Math.max(max, o.maxAbs), 0),
    maxRel: outputs.reduce((max, o) => Math.max(max, o.maxRel), 0),
    tolerance,
    roundingNoise: noise,
    worst: most === null ? null : { output: most.output, reason },
    outputs,
  };
}

/**
 * A whole number or truth value may fall the other way by rounding, but hardly in one set of inputs after the other: of an output
 * that is one number nothing else would be looked at.
 */
function repeatedly(difference: OutputDifference, flipped: Map<string, number>): OutputDifference {
  const { output, flips = 0, reason } = difference;
  if (flips === 0 || reason !== null) return difference;
  const sets = (flipped.get(output) ?? 0) + 1;
  flipped.set(output, sets);
  if (sets < 2) return difference;
  return { ...difference, maxRel: Number.POSITIVE_INFINITY, reason: 'its values differ with several inputs' };
}

const isWorse = (a: OutputDifference, b: OutputDifference): boolean =>
  (a.reason !== null) !== (b.reason !== null) ? a.reason !== null : a.maxRel > b.maxRel;

function compareOne(
  { indices, derived, bounded, tolerance }: Reference,
  outputs: TensorMap,
  name: string,
  expected: HostTensor,
  actual: HostTensor | undefined,
): OutputDifference {
  if (actual === undefined) {
    const infinite = Number.POSITIVE_INFINITY;
    const reason = 'it is missing';
    return { output: name, maxAbs: infinite, maxRel: infinite, maxUlp: 0, informative: true, reason };
  }
  const index = indices.find((candidate) => candidate.output === name);
  const ties = index === undefined ? null : compareIndices(index, expected, actual, outputs, tolerance);
  return (
    ties ??
    compareOutput(name, expected, actual, tolerance, {
      derived: derived.has(name),
      bounded: bounded.has(name),
    })
  );
}
