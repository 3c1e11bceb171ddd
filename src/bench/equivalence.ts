import { must } from '../core';
import type { Equivalence, Graph, Verifier } from '../graph';
import { compareOutput, type OutputDifference } from './compareTensors';
import type { HostTensor, TensorMap } from './hostTensor';
import { compareIndices } from './indexOutputs';
import { probing, type Reference, referenceOf, runSets, type VerifierOptions } from './reference';
import { selectionProbes } from './selections';
import { toleranceWithNoise, widestTolerance } from './tolerance';
import { withProbes } from './withProbes';

export type { VerifierOptions } from './reference';

export interface EquivalenceReport extends Equivalence {
  /**
   * What the original's outputs move by, as a part of their scale, where its inputs move by one rounding. Looked at where
   * outputs are further apart than the model's depth allows by itself; null elsewhere.
   */
  readonly roundingNoise: number | null;
  /** False where nothing could be compared: then it has not passed, and `worst` says why. */
  readonly told: boolean;
  /** For each output the worst over all sets of inputs. */
  readonly outputs: readonly OutputDifference[];
  /** Outputs of which no set of inputs gave anything to compare but their shape: empty, or without a finite number. */
  readonly uncompared: readonly string[];
}

export interface ReportingVerifier extends Verifier {
  verify(original: Graph, rewritten: Graph): Promise<EquivalenceReport>;
}

/** Compares what two graphs compute by running both. The original's outputs are kept as long as its graph lives. */
export function createVerifier(options: VerifierOptions): ReportingVerifier {
  const references = new WeakMap<Graph, Promise<Reference>>();
  const showing = probing(options);
  return {
    async verify(original, rewritten) {
      const known = references.get(original) ?? referenceOf(options, original);
      references.set(original, known);
      known.catch(() => references.delete(original));
      return compareWith(options, await known, rewritten, showing);
    },
  };
}

async function compareWith(
  options: VerifierOptions,
  found: Reference,
  rewritten: Graph,
  showing: ReturnType<typeof probing>,
): Promise<EquivalenceReport> {
  const silent = found.empty.size + found.few.size;
  const probes = silent === 0 ? null : selectionProbes(found.graph, rewritten, found);
  const more = probes !== null && probes.original.length > 0;
  const reference = more ? await showing(found, probes.original) : found;
  const feeds = reference.sets.map((set) => set.feeds);
  const shown = withProbes(rewritten, probes?.rewritten ?? []);
  const results = await runSets(options, shown, reference.level, feeds);
  // Of an empty output what it is selected by was compared, and probes are no outputs.
  const silenced = new Set((probes?.original ?? []).map(({ name }) => name));
  if (probes?.ofEmpty) for (const name of found.empty) silenced.add(name);
  const judged = (tolerance: number, noise: number | null): EquivalenceReport => {
    const report = judge(reference, results, tolerance, noise);
    return { ...report, uncompared: report.uncompared.filter((name) => !silenced.has(name)) };
  };
  const report = judged(reference.tolerance, null);
  // Nearly always that is the answer, and the noise need not be measured.
  const mayBeNoise = !report.passed && report.maxRel <= widestTolerance(reference.tolerance);
  if (!mayBeNoise) return report;
  const noise = await reference.noise();
  return judged(toleranceWithNoise(reference.tolerance, noise), noise);
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
  const compared = new Set<string>();
  for (const [i, { outputs }] of sets.entries()) {
    const actual = must(results[i], 'outputs');
    const differences = [...outputs]
      .filter(([name]) => !reference.indices.some((index) => index.data === name))
      .map(([name, tensor]) =>
        compareOne({ ...reference, tolerance }, outputs, name, tensor, actual.get(name)),
      );
    for (const { output, informative } of differences) if (informative) compared.add(output);
    for (const difference of differences.map((found) => repeatedly(found, flipped))) {
      const before = worst.get(difference.output);
      if (before === undefined || isWorse(difference, before)) worst.set(difference.output, difference);
    }
  }
  const outputs = [...worst.values()];
  const told = sets.length === 0 || compared.size > 0;
  const most = outputs.reduce<OutputDifference | null>((a, b) => (a === null || isWorse(b, a) ? b : a), null);
  const reason = most?.reason ?? (told ? null : nothingToCompare(reference));
  return {
    passed: reason === null,
    told: told || (most !== null && most.reason !== null),
    inputs: sets.length,
    maxAbs: outputs.reduce((max, o) => Math.max(max, o.maxAbs), 0),
    maxRel: outputs.reduce((max, o) => Math.max(max, o.maxRel), 0),
    tolerance,
    roundingNoise: noise,
    worst: most === null ? null : { output: most.output, reason },
    outputs,
    uncompared: outputs.flatMap(({ output, reason: why }) =>
      why === null && !compared.has(output) ? [output] : [],
    ),
  };
}

function nothingToCompare({ empty, indices, sets }: Reference): string {
  const compared = [...(sets[0]?.outputs.keys() ?? [])].filter((name) =>
    indices.every((i) => i.data !== name),
  );
  return compared.every((name) => empty.has(name))
    ? 'all outputs are empty for these inputs, so there is nothing to compare: give an input of your own'
    : 'the original gives only NaN and infinities, so there is nothing to compare';
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
