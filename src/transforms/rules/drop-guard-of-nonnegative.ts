import { clipBounds } from '../clipBounds';
import {
  bypassRefusal,
  defineRule,
  dtypeOfValue,
  type Graph,
  isFloat,
  must,
  type Node,
  op,
  refuse,
} from '../kit';

const candidates = [
  'Relu',
  'Abs',
  'Sigmoid',
  'HardSigmoid',
  'Exp',
  'Sqrt',
  'Softplus',
  'Softmax',
  'Clip',
  'ReduceL1',
  'ReduceL2',
  'ReduceSumSquare',
  'Mul',
];

function isNonnegative(graph: Graph, node: Node): boolean {
  if (node.op === 'Mul') return node.inputs[0] === node.inputs[1];
  if (node.op === 'Clip')
    return (clipBounds(graph, node)?.min ?? -1) >= 0 && (clipBounds(graph, node)?.max ?? -1) >= 0;
  return true;
}

export const dropGuardOfNonnegative = defineRule({
  name: 'drop-guard-of-nonnegative',
  family: 'elementwise',
  title: 'Relu and Abs change nothing about what is never negative.',
  before: 'Relu(f(x)), Abs(f(x))',
  after: 'f(x)',
  conditions: [
    'f is Relu, Abs, a sigmoid, an exponential, a root, Softmax, a norm, a Clip from 0 or more, or a square',
    'floats: the square of an integer may overflow',
    'the guard does not give an output of the graph its name',
  ],
  algebra: 'max(y, 0) = |y| = y for y ≥ 0',
  exactness: 'reals',
  roots: [op(['Relu', 'Abs'], [op(candidates, null, { name: 'f', shared: true })])],
  check: (m) => {
    const f = m.node('f');
    const dtype = dtypeOfValue(m.graph, m.output);
    if (dtype === null || !isFloat(dtype)) return refuse('integers may overflow');
    if (!isNonnegative(m.graph, f)) return refuse('the value may be negative', { node: f.id });
    return bypassRefusal(m.graph, m.output, must(f.outputs[0], 'output'));
  },
  rewrite: (m) => must(m.node('f').outputs[0], 'output'),
});
