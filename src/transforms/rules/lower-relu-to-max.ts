import { arithmeticRefusal } from '../arithmetic';
import { any, defineRule, must, op, refuse } from '../kit';

/** Behind no convolution, ORT's WASM kernel of Relu takes up to 25 times as long as that of Max (docs/bench.md). */
export const lowerReluToMax = defineRule({
  name: 'lower-relu-to-max',
  family: 'elementwise',
  title: 'A Relu is a maximum with zero.',
  before: 'Relu(x)',
  after: 'Max(x, 0)',
  conditions: ['float32 or float64, opset 8 or later'],
  algebra: 'max(x, 0)',
  exactness: 'bits',
  roots: [op('Relu', [any('x')])],
  check: (m, context) =>
    arithmeticRefusal(context, m.value('x')) ??
    (context.opset < 8 ? refuse('Max does not broadcast before opset 8') : null),
  rewrite: (m, b) => b.node('Max', [m.value('x'), b.scalar(must(m.dtype('x'), 'type'), 0)]),
});
