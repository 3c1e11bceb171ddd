import type { Graph, Node } from '../graph';
import { clipBounds } from './clipBounds';
import { floatAttr } from './read';

/** Functions of one element that never fall, for the attributes of this node. */
export function isMonotone(graph: Graph, node: Node): boolean {
  if (node.domain !== '') return false;
  switch (node.op) {
    case 'Relu':
    case 'Sigmoid':
    case 'Tanh':
    case 'Softplus':
    case 'Softsign':
    case 'Exp':
    case 'Erf':
    case 'Floor':
    case 'Ceil':
    case 'Round':
      return true;
    case 'LeakyRelu':
      return floatAttr(node, 'alpha', 0.01) >= 0;
    case 'Elu':
      return floatAttr(node, 'alpha', 1) >= 0;
    case 'Celu':
      return floatAttr(node, 'alpha', 1) > 0;
    case 'HardSigmoid':
      return floatAttr(node, 'alpha', 0.2) >= 0;
    case 'Selu':
      return floatAttr(node, 'alpha', 1.67326) >= 0 && floatAttr(node, 'gamma', 1.0507) >= 0;
    case 'Clip': {
      const bounds = clipBounds(graph, node);
      return bounds !== null && bounds.min <= bounds.max;
    }
    default:
      return false;
  }
}

export const maybeMonotone: readonly string[] = [
  'Relu',
  'Sigmoid',
  'Tanh',
  'Softplus',
  'Softsign',
  'Exp',
  'Erf',
  'Floor',
  'Ceil',
  'Round',
  'LeakyRelu',
  'Elu',
  'Celu',
  'HardSigmoid',
  'Selu',
  'Clip',
];
