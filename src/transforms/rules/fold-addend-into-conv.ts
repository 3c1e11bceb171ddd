import { lengthOf, reshapeConstant, variedAxis, wideFloatRefusal } from '../factors';
import { any, constant, defineRule, maybe, must, op, rankOf, refuse } from '../kit';

export const foldAddendIntoConv = defineRule({
  name: 'fold-addend-into-conv',
  family: 'convolution',
  title: 'A constant per channel added behind a Conv goes into its bias.',
  before: 'Add(Conv(x, w, b), c)',
  after: 'Conv(x, w, b + c)',
  conditions: ['the bias, if any, is constant', 'c has one element per channel', 'float32 or float64'],
  algebra: '(w ∗ x + b) + c = w ∗ x + (b + c)',
  exactness: 'reals',
  roots: [
    op('Add', [op('Conv', [any('x'), any('w'), maybe(constant('b'))], { name: 'conv' }), constant('c')], {
      commutative: true,
    }),
  ],
  check: (m) => {
    const rank = rankOf(m.graph, m.node('conv').outputs[0]);
    const channels = m.shape('w')?.[0];
    const { shape } = m.constant('c');
    if (rank === null || channels === undefined) {
      return refuse('the shape is not known', { node: m.node('conv').id });
    }
    const perChannel = shape.length <= rank && variedAxis(shape, rank) === 1 && lengthOf(shape) === channels;
    return perChannel
      ? wideFloatRefusal(m.graph, m.output)
      : refuse('the addend is not one per channel', { value: m.value('c') });
  },
  rewrite: (m, b) => {
    const c = reshapeConstant(b, m.constant('c'), [lengthOf(m.constant('c').shape)]);
    const bias = m.find('b') === null ? b.add(c) : b.folded('Add', [m.constant('b'), c]);
    return must(b.again(m.node('conv'), [m.value('x'), m.value('w'), bias])[0], 'output');
  },
});
