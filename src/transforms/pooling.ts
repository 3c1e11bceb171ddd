import type { Graph, Node, ValueId } from '../graph';
import { windowOf } from './convolution';
import { intAttr, intsAttr } from './read';
import { type Refusal, refuse } from './rule';

/** A MaxPool's or AveragePool's window, attributes resolved. */
export interface Pool {
  readonly node: Node;
  readonly x: ValueId;
  readonly kernel: readonly number[];
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  readonly pads: readonly number[];
  readonly ceil: boolean;
  readonly spatial: number;
}

/** Reads a pooling node; null where its window or padding is not known. */
export function poolOf(graph: Graph, node: Node): Pool | null {
  const kernel = intsAttr(node, 'kernel_shape');
  const x = node.inputs[0] ?? null;
  if (kernel === null || kernel.length === 0 || x === null) return null;
  const window = windowOf(graph, node, kernel);
  if (window === null) return null;
  return { node, x, kernel, spatial: kernel.length, ceil: intAttr(node, 'ceil_mode', 0) === 1, ...window };
}

/** Refuses a pooling node whose second output, the indices, is asked for. */
export function indicesRefusal(graph: Graph, node: Node): Refusal | null {
  const indices = node.outputs[1] ?? null;
  if (indices === null || (graph.uses(indices).length === 0 && !graph.isOutput(indices))) return null;
  return refuse('the indices of the maxima are used', { node: node.id, value: indices });
}

/** Whether every window of a MaxPool is sure to hold at least one element of its input. */
export function windowsAreInside(pool: Pool): boolean {
  const padded = pool.pads.some((p) => p > 0) || pool.ceil;
  if (!padded) return true;
  if (pool.dilations.some((d) => d !== 1)) return false;
  return pool.pads.every((pad, i) => pad < (pool.kernel[i % pool.spatial] ?? 1));
}
