import { isUsed } from '../isUsed';
import { any, defineRule, must, op, refuse, splitOf, staticShape, type ValueId } from '../kit';

export const moveSplitBeforeExpand = defineRule({
  name: 'move-split-before-expand',
  family: 'motion',
  title: 'What is repeated and split can be repeated part by part.',
  before: 'Split(Expand(x))',
  after: 'Expand(part of x) for each part, or Expand(x) where the split axis is repeated',
  conditions: ['the sizes and the shapes are known'],
  algebra: 'a repeated axis is split into repetitions, any other into its parts',
  exactness: 'bits',
  roots: [op('Split', [op('Expand', [any('x')], { name: 'expand', rest: 'shape' })], { rest: 'sizes' })],
  check: (m) => {
    const shapes = [m.value('x'), m.node('expand').outputs[0]].map((value) => staticShape(m.graph, value));
    return splitOf(m.graph, m.anchor) === null || shapes.includes(null)
      ? refuse('the sizes or the shapes are not known', { node: m.anchor.id })
      : null;
  },
  rewrite: (m, b) => {
    const { axis, sizes } = must(splitOf(m.graph, m.anchor), 'sizes');
    const own = must(staticShape(m.graph, m.value('x')), 'shape');
    const whole = must(staticShape(m.graph, m.node('expand').outputs[0]), 'shape');
    const at = axis - whole.length + own.length;
    const varies = at >= 0 && own[at] === whole[axis] && own[at] !== 1;
    const parts = varies ? b.split(m.value('x'), at, sizes) : sizes.map(() => m.value('x'));
    const replaced = new Map<ValueId, ValueId>();
    m.anchor.outputs.forEach((output, i) => {
      if (output === null || !isUsed(m.graph, output)) return;
      const shape = whole.with(axis, must(sizes[i], 'size'));
      replaced.set(output, b.node('Expand', [must(parts[i], 'part'), b.ints(shape)]));
    });
    return replaced;
  },
});
