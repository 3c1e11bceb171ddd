import { float32Refusal } from './arithmetic';
import {
  type Builder,
  float,
  floatAttr,
  type Match,
  must,
  type Refusal,
  refuse,
  sameShape,
  type ValueId,
} from './kit';
import { normalised, statisticsUsed } from './layerNorm';

// What SkipLayerNormalization and SkipSimplifiedLayerNormalization have in common: both take a sum x + r along.

/** Refuses sums and normalizations that they do not take. @param notVectors what to say where scale or shift is no vector */
export function skipRefusal(m: Match, notVectors: string): Refusal | null {
  const refusal = float32Refusal(m.graph, m.value('x'));
  if (refusal !== null) return refusal;
  const norm = m.node('norm');
  if (statisticsUsed(m.graph, norm)) return refuse('the statistics are used');
  const rank = m.shape('x')?.length ?? 0;
  if (rank !== 2 && rank !== 3) return refuse('the sum is not of rank 2 or 3', { value: m.value('x') });
  if (!sameShape(m.shape('x'), m.shape('r')))
    return refuse('the addends differ in shape', { value: m.value('r') });
  const [size, ...more] = normalised(m.graph, norm)?.sizes ?? [];
  if (size === undefined || more.length > 0) return refuse('it does not normalise the last axis alone');
  const vectors = ['scale', 'shift'].every((name) => {
    if (m.find(name) === null) return true;
    const { shape } = m.constant(name);
    return shape.length === 1 && shape[0] === size;
  });
  return vectors ? null : refuse(notVectors);
}

/** The operator in place of a normalization, and of the sum before it where that is used elsewhere too. */
export function normalisedWithSum(m: Match, b: Builder, op: string): ReadonlyMap<ValueId, ValueId> {
  const operands = ['x', 'r', 'scale', 'shift'].flatMap((name) => m.find(name) ?? []);
  const attrs = { epsilon: float(floatAttr(m.node('norm'), 'epsilon', 1e-5)) };
  const sum = must(m.node('sum').outputs[0], 'sum');
  const shared = b.graph.uses(sum).length > 1 || b.graph.isOutput(sum);
  const made = b.nodes(op, operands, attrs, { domain: 'com.microsoft', outputs: shared ? 4 : 1 });
  const replaced = new Map([[m.output, must(made[0], 'result')]]);
  if (shared) replaced.set(sum, must(made[3], 'sum'));
  return replaced;
}
