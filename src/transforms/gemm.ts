import { must } from '../core';
import type { Constant, Graph, Node, ValueId } from '../graph';
import { float, withAttrs } from './attrs';
import type { Builder } from './builder';
import { floatAttr, intAttr, staticShape } from './read';
import { alongAxis, asVector, plus, scalarLike, times } from './weights';

/** Width of a Gemm's output, from its weights; null when their shape is not known. */
export function gemmWidth(graph: Graph, node: Node): number | null {
  const shape = staticShape(graph, node.inputs[1]);
  return shape?.[intAttr(node, 'transB', 0) === 1 ? 0 : 1] ?? null;
}

/**
 * A Gemm with constant weights and bias whose result is multiplied by a vector over its columns and shifted by another
 * (null: not). The bias ends up with a factor of 1.
 */
export function scaledGemm(b: Builder, node: Node, scale: Constant | null, shift: Constant | null): ValueId {
  const [x, w, c = null] = node.inputs;
  const weights = b.constantOf(must(w, 'weights of a Gemm'));
  const axis = intAttr(node, 'transB', 0) === 1 ? 0 : 1;
  const scaled = scale === null ? weights : times(b, weights, alongAxis(b, scale, 2, axis));
  const beta = floatAttr(node, 'beta', 1);
  let bias = c === null ? null : b.constantOf(c);
  if (bias !== null && beta !== 1) bias = times(b, bias, scalarLike(bias, beta));
  if (bias !== null && scale !== null) bias = times(b, bias, scale);
  if (shift !== null) {
    const width = must(weights.shape[axis], 'width of a Gemm');
    bias = bias === null ? asVector(b, shift, width) : plus(b, bias, shift);
  }
  const data = must(x, 'input of a Gemm');
  const put = scaled === weights ? must(w, 'weights of a Gemm') : b.add(scaled);
  const inputs = bias === null ? [data, put] : [data, put, b.add(bias)];
  return must(b.again(node, inputs, withAttrs(node, { beta: float(1) }))[0], 'output of a Gemm');
}
