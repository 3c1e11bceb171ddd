import { defineRule, dtypeOfValue, must, op, refuse } from '../kit';
import { manyElementsRefusal, movableOps, movedSlot, withInput } from '../movable';
import { repetitionRefusal, upsamplingOps } from '../upsampling';

export const moveUpsamplingBeforeElementwise = defineRule({
  name: 'move-upsampling-before-elementwise',
  family: 'motion',
  title: 'A map can be enlarged before an elementwise operator, where it may meet another.',
  before: 'Resize(f(x, c…))',
  after: 'f(Resize(x), c…)',
  conditions: [
    'it enlarges by whole numbers and repeats elements (nearest)',
    'every other operand has one element; float32 before and behind',
  ],
  algebra: 'every element of the large map is one of the small map',
  exactness: 'bits',
  undoes: ['move-upsampling-behind-elementwise'],
  roots: [op(upsamplingOps, [op(movableOps, null, { name: 'f' })], { rest: 'sizes' })],
  check: (m) => {
    const node = m.node('f');
    const slot = movedSlot(m.graph, node);
    const x = slot === null ? null : (node.inputs[slot] ?? null);
    if (x === null) return refuse('every operand is constant', { node: node.id });
    for (const value of [x, m.output]) {
      if (dtypeOfValue(m.graph, value) !== 'float32') return refuse('the type is not float32', { value });
    }
    return repetitionRefusal(m.graph, m.anchor) ?? manyElementsRefusal(m.graph, node, x);
  },
  rewrite: (m, b) => {
    const node = m.node('f');
    const x = must(node.inputs[must(movedSlot(m.graph, node), 'slot')], 'operand');
    const large = must(b.again(m.anchor, [x, ...m.anchor.inputs.slice(1)])[0], 'map');
    return must(b.again(node, withInput(node, x, large))[0], 'output');
  },
});
