import {
  type CompareProgress,
  type Comparison,
  compareMany,
  compareModels,
  createEvaluator,
  createVerifier,
  type EquivalenceReport,
  type Level,
  type ManyComparison,
  type ModelSource,
  makeInputs,
  materialise,
  type ReportingVerifier,
  type Runtime,
  type Summary,
  type TensorMap,
} from '../../../bench';
import { CodedError } from '../../../core';
import type { Equivalence, Evaluator, Graph } from '../../../graph';
import { fittingInputs } from '../fittingInputs';
import type { OpenModel } from '../state';

/** What one optimization needs of the clock: one runtime, one original, the same inputs throughout. */
export interface Lab {
  readonly runtime: Runtime;
  readonly evaluator: Evaluator;
  /** A graph as a model that the runtime loads. */
  source(graph: Graph): Promise<ModelSource>;
  /** Whether a graph computes what the original does. */
  verify(graph: Graph): Promise<EquivalenceReport>;
  /** The same, where the original runs on another runtime; on one set of inputs, and a second where the model has a flag. */
  verifyAgainst(reference: Runtime, graph: Graph): Promise<Equivalence>;
  /** Whether two graphs compute the same, on inputs that fit the first. */
  verifyGraphs(original: Graph, rewritten: Graph): Promise<Equivalence>;
  /** Inputs of the original, the same for every measurement. @throws CodedError where none can be made, as `makeInputs` does. */
  readonly feeds: TensorMap;
  /** One graph against the original, interleaved. @throws CodedError PAGE_HIDDEN when there is no result for that. */
  compare(graph: Graph, options: LabOptions): Promise<Comparison>;
  /** Two graphs with the same inputs against each other. @throws CodedError PAGE_HIDDEN. */
  compareGraphs(before: Graph, after: Graph, options: LabOptions): Promise<Comparison>;
  /** Several graphs against the original, in the same rounds. */
  compareMany(graphs: readonly Graph[], options: LabOptions): Promise<ManyComparison>;
  /** How many comparisons have been made. */
  readonly measurements: number;
}

export interface LabOptions {
  readonly seconds: number;
  readonly precision: number;
  readonly seed: number;
  readonly level: Level;
  readonly signal: AbortSignal | null;
  /** More seconds for a gain that is seen at the limit and not confirmed; see `CompareOptions`. */
  readonly undecidedSeconds?: number;
  readonly onProgress: ((done: number, secondsLeft: number, undecided: boolean) => void) | null;
  /** Told what is known so far, once there are rounds enough for it: all that is left of a comparison that Stop ends. */
  readonly onSummary?: (summary: Summary) => void;
}

export interface LabSetup {
  readonly model: OpenModel;
  readonly runtime: Runtime;
  readonly seed: number;
  /** The person's own inputs; those that fit replace generated ones of the same name. */
  readonly inputs: TensorMap | null;
  readonly hidden: () => boolean;
}

export function createLab({ model, runtime, seed, inputs, hidden }: LabSetup): Lab {
  const { base, weights } = model;
  const evaluator = createEvaluator({ runtime, weights, opsets: base.header.opsets });
  const own = fittingInputs(inputs ?? new Map(), base);
  let made: TensorMap | null = null;
  // Not before they are asked for: a model that can only be explored has none, and is encoded all the same.
  const feeds = (): TensorMap => {
    made ??= new Map([...makeInputs(base, { kind: 'normal', seed }), ...own]);
    return made;
  };
  let verifying: ReportingVerifier | null = null;
  const verifier = (): ReportingVerifier => {
    verifying ??= createVerifier({
      runtime,
      weights,
      evaluator,
      seed,
      given: own.size === 0 ? [] : [feeds()],
    });
    return verifying;
  };
  const source = (graph: Graph) => materialise(graph, weights, evaluator);
  let original: Promise<ModelSource> | null = null;
  const originalSource = () => {
    original ??= source(base).catch((thrown: unknown) => {
      // Stop may have ended it: whoever asks next has another runtime.
      original = null;
      throw thrown;
    });
    return original;
  };
  let measurements = 0;
  const adapt = ({ signal, onProgress, onSummary, ...rest }: LabOptions) => ({
    ...rest,
    hidden,
    ...(signal === null ? {} : { signal }),
    onProgress: ({ done, secondsLeft, undecided, summary }: CompareProgress) => {
      onProgress?.(done, secondsLeft, undecided);
      if (summary !== null) onSummary?.(summary);
    },
  });
  return {
    runtime,
    evaluator,
    source,
    get feeds() {
      return feeds();
    },
    get measurements() {
      return measurements;
    },
    verify: async (graph) => verifier().verify(base, graph),
    verifyAgainst: (reference, graph) =>
      createVerifier({ runtime, reference, weights, evaluator, seed, sets: 1 }).verify(base, graph),
    // The person's own inputs have one size, so other sizes are compared on seeded ones.
    verifyGraphs: (original, rewritten) =>
      createVerifier({ runtime, weights, evaluator, seed, sets: 2 }).verify(original, rewritten),
    compare: async (graph, options) => {
      measurements++;
      return seen(
        await compareModels(runtime, await originalSource(), await source(graph), feeds(), adapt(options)),
      );
    },
    compareGraphs: async (before, after, options) => {
      measurements++;
      return seen(
        await compareModels(runtime, await source(before), await source(after), feeds(), adapt(options)),
      );
    },
    compareMany: async (graphs, options) => {
      measurements += graphs.length;
      const sources: ModelSource[] = [];
      for (const graph of graphs) sources.push(await source(graph));
      return compareMany(runtime, await originalSource(), sources, feeds(), adapt(options));
    },
  };
}

/** A comparison that was not made in hiding. */
function seen(comparison: Comparison): Comparison {
  const { trouble } = comparison;
  if (trouble?.code === 'PAGE_HIDDEN') throw new CodedError(trouble.code, trouble.message);
  return comparison;
}
