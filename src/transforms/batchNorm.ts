import { must } from '../core';
import type { Constant, Graph, Node } from '../graph';
import type { Builder } from './builder';
import { dtypeOfValue, floatAttr, intAttr } from './read';
import { type Refusal, refuse } from './rule';
import { minus, scalarLike, times } from './weights';

/** Refuses a BatchNormalization that is no fixed affine map per channel with constant coefficients. */
export function batchNormRefusal(graph: Graph, node: Node): Refusal | null {
  const opset = graph.header.opsets.get('') ?? 1;
  const at = { node: node.id };
  if (opset < 7 ? intAttr(node, 'is_test', 0) === 0 : intAttr(node, 'training_mode', 0) === 1) {
    return refuse('the normalization is in training mode', at);
  }
  if (opset < 14 && node.outputs.slice(1).some((id) => id !== null)) {
    return refuse('it gives statistics, and so is in training mode', at);
  }
  if (intAttr(node, 'spatial', 1) === 0) return refuse('the normalization is not per channel', at);
  if (node.outputs.slice(1).some((id) => id !== null && (graph.isOutput(id) || graph.uses(id).length > 0))) {
    return refuse('the statistics are used', at);
  }
  const dtype = dtypeOfValue(graph, node.inputs[0]);
  for (const input of node.inputs.slice(1)) {
    const constant = graph.constant(input);
    if (constant === null) return refuse('the statistics are not constant', at);
    if (constant.dtype !== dtype) return refuse('the statistics have another type', at);
  }
  return null;
}

/** y = scale·x + shift, each a vector over the channels. */
export function batchNormAffine(b: Builder, node: Node): { scale: Constant; shift: Constant } {
  const constant = (slot: number): Constant =>
    b.constantOf(must(node.inputs[slot], `input ${slot} of BatchNormalization`));
  const [gamma, beta, mean, variance] = [constant(1), constant(2), constant(3), constant(4)];
  const epsilon = scalarLike(variance, floatAttr(node, 'epsilon', 1e-5));
  const deviation = b.fold('Sqrt', [b.fold('Add', [variance, epsilon])]);
  const scale = b.fold('Div', [gamma, deviation]);
  return { scale, shift: minus(b, beta, times(b, mean, scale)) };
}
