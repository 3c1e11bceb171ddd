import { CodedError } from '../../core';
import type { Equivalence, Graph } from '../../graph';
import { dynamicDims, specialise } from '../../graph';
import { applySite, isRefusal, rules, type Target } from '../../transforms';
import type { OpenModel } from './state';

export interface DynamicReplay {
  /** The rewritten graph with its dimensions open; null when a step holds for the fixed sizes only. */
  readonly graph: Graph | null;
  /** The step (1-based) that needs the sizes fixed; null when none does, or when checking at other sizes failed. */
  readonly fixedBy: number | null;
}

/**
 * Plays a trace again on the model with its dimensions open. Where every step applies there too, the result is specialised
 * to two further sizes and compared with the original at those: only then may a download keep its dynamic dimensions.
 * @throws CodedError STOPPED
 */
export async function replayDynamic(
  model: OpenModel,
  step: number,
  target: Target,
  verify: (original: Graph, rewritten: Graph) => Promise<Equivalence>,
): Promise<DynamicReplay> {
  const { dims, keepOutputs } = model.specialisation;
  const open = specialise(model.decoded, { dims: {}, keepOutputs });
  const replayed = replay(model, step, open, target);
  if (replayed.graph === null) return replayed;
  const folds = model.steps.slice(0, step).some(({ site }) => rules[site.rule]?.name === foldsSizes);
  if (folds && !(await holdsAtZero(open, replayed.graph, dims, verify)))
    return { graph: null, fixedBy: null };
  for (const sizes of furtherSizes(open, dims)) {
    const at = { dims: sizes, keepOutputs: null };
    try {
      const result = await verify(specialise(open, at), specialise(replayed.graph, at));
      if (!result.passed) return { graph: null, fixedBy: null };
    } catch (thrown) {
      // Stop says nothing about sizes: a file with fixed ones would look as if they had to be.
      if (thrown instanceof CodedError && thrown.code === 'STOPPED') throw thrown;
      // A size that the original itself does not take says nothing about the rewrites, and so proves nothing.
      return { graph: null, fixedBy: null };
    }
  }
  return replayed;
}

/** What is known of sizes goes into numbers by this rule, and inference takes an open size for 1 at least. */
const foldsSizes = 'fold-known-integers';

/**
 * Whether two graphs agree where one size is 0, as the length of a decoder's past is at its first step; a size that the original does
 * not take, or of which nothing comes, says nothing.
 */
async function holdsAtZero(
  original: Graph,
  rewritten: Graph,
  dims: Readonly<Record<string, number>>,
  verify: (original: Graph, rewritten: Graph) => Promise<Equivalence>,
): Promise<boolean> {
  for (const { name } of dynamicDims(original)) {
    const at = { dims: { ...dims, [name]: 0 }, keepOutputs: null };
    let runs = false;
    try {
      const empty = specialise(original, at);
      runs = (await verify(empty, empty)).passed;
      if (runs && !(await verify(empty, specialise(rewritten, at))).passed) return false;
    } catch (thrown) {
      if (thrown instanceof CodedError && thrown.code === 'STOPPED') throw thrown;
      if (runs) return false;
    }
  }
  return true;
}

/** Nodes that steps make may get other ids than in the specialised graph, so sites are renumbered as they come. */
function replay(model: OpenModel, step: number, open: Graph, target: Target): DynamicReplay {
  const renumbered = new Map<number, number>();
  let graph = open;
  let before = model.base;
  for (const [i, { site, graph: after }] of model.steps.slice(0, step).entries()) {
    const anchor = (renumbered.get(site.anchor) ?? site.anchor) as typeof site.anchor;
    const applied = applySite(rules, graph, { ...site, anchor }, target);
    if (isRefusal(applied)) return { graph: null, fixedBy: i + 1 };
    const count = after.nodeCapacity - before.nodeCapacity;
    if (applied.graph.nodeCapacity - graph.nodeCapacity !== count) return { graph: null, fixedBy: i + 1 };
    for (let k = 0; k < count; k++) renumbered.set(before.nodeCapacity + k, graph.nodeCapacity + k);
    graph = applied.graph;
    before = after;
  }
  return { graph, fixedBy: null };
}

/** Two more assignments of sizes: each a little smaller and each a little larger, never below 1. */
function furtherSizes(open: Graph, dims: Readonly<Record<string, number>>): Record<string, number>[] {
  const names = dynamicDims(open).map(({ name }) => name);
  const changed = (change: (size: number) => number) =>
    Object.fromEntries(names.map((name) => [name, Math.max(1, change(dims[name] ?? 1))]));
  return [changed((size) => size + 1), changed((size) => Math.ceil(size / 2) + 2)];
}
