import { any, defineRule, must, op, refuse, staticShape } from '../kit';
import { applyCuts, cutsOf, operandCuts } from '../slicing';

export const moveSliceBeforeExpand = defineRule({
  name: 'move-slice-before-expand',
  family: 'motion',
  title: 'A part of what is repeated is a part of it repeated.',
  before: 'Slice(Expand(x))',
  after: 'Expand(Slice(x)) to the smaller shape',
  conditions: ['what is taken and the shapes are known'],
  algebra: 'a repeated axis loses repetitions, any other its elements',
  exactness: 'bits',
  roots: [op('Slice', [op('Expand', [any('x')], { name: 'expand', rest: 'shape' })], { rest: 'spec' })],
  check: (m) => {
    const cuts = cutsOf(m.graph, m.anchor);
    const whole = staticShape(m.graph, m.node('expand').outputs[0]);
    if (cuts === null) return refuse('what is taken is not known', { node: m.anchor.id });
    const known = whole !== null && staticShape(m.graph, m.output) !== null;
    return known && operandCuts(cuts, whole, m.shape('x')) !== null
      ? null
      : refuse('the shapes are not known', { node: m.node('expand').id });
  },
  rewrite: (m, b) => {
    const cuts = must(cutsOf(m.graph, m.anchor), 'cuts');
    const whole = must(staticShape(m.graph, m.node('expand').outputs[0]), 'shape');
    const part = applyCuts(b, m.value('x'), must(operandCuts(cuts, whole, m.shape('x')), 'cuts of x'));
    return b.node('Expand', [part, b.ints(must(staticShape(m.graph, m.output), 'shape'))]);
  },
});
