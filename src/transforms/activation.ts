import type { Attr, Graph, Node } from '../graph';
import type { AttrSpec } from './attrs';
import { clipBounds } from './clipBounds';
import { floatAttr } from './read';

/** Activations that the runtime's fused kernels apply to their result. */
export const fusable: readonly string[] = ['Relu', 'Tanh', 'Sigmoid', 'LeakyRelu', 'HardSigmoid', 'Clip'];

const largest = Math.fround(3.4028234663852886e38);

/** Name and parameters of an activation as FusedConv takes them; null where a parameter is not constant. */
export function convActivation(graph: Graph, node: Node): AttrSpec | null {
  const floats = (...values: number[]): AttrSpec => ({
    activation: node.op,
    activation_params: { kind: 'floats', value: values.map(Math.fround) } satisfies Attr,
  });
  switch (node.op) {
    case 'LeakyRelu':
      return floats(floatAttr(node, 'alpha', 0.01));
    case 'HardSigmoid':
      return floats(floatAttr(node, 'alpha', 0.2), floatAttr(node, 'beta', 0.5));
    case 'Clip': {
      const bounds = clipBounds(graph, node);
      if (bounds === null || bounds.min > bounds.max) return null;
      return floats(Math.max(bounds.min, -largest), Math.min(bounds.max, largest));
    }
    default:
      return { activation: node.op };
  }
}
