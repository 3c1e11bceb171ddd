import { arithmeticRefusal } from '../arithmetic';
import { convLike, convOf, hasNoPads, shiftOfFilters } from '../convolution';
import { any, constant, defineRule, maybe, must, op, refuse } from '../kit';
import { asVector, plus, variesOnlyAlong } from '../weights';

export const absorbShiftIntoNextConv = defineRule({
  name: 'absorb-shift-into-next-conv',
  family: 'convolution',
  title: 'A constant addend per channel goes into the bias of the convolution that follows.',
  before: 'Conv(Add(x, c), w, b), Conv(Sub(x, c), w, b)',
  after: 'Conv(x, w, b ± Σ w·c)',
  conditions: [
    'the convolution has no padding (which stands for zeros behind the addend)',
    'weights, bias and c are constant, float32 or float64',
    'c differs between channels only, and the sum has the shape of x',
  ],
  algebra: 'w∗(x + c) + b = w∗x + (b + Σ w·c) where every window lies inside',
  exactness: 'reals',
  roots: [
    op(
      'Conv',
      [
        op(['Add', 'Sub'], [any('x'), constant('c')], { commutative: true, name: 'sum', shared: true }),
        constant('w'),
        maybe(constant('b')),
      ],
      { name: 'conv' },
    ),
  ],
  check: (m, context) => {
    const refusal = arithmeticRefusal(context, m.value('x'));
    if (refusal !== null) return refusal;
    const sum = m.node('sum');
    if (sum.op === 'Sub' && sum.inputs[1] !== m.value('c')) {
      return refuse('x is subtracted from the constant', { node: sum.id });
    }
    const conv = convOf(m.graph, m.node('conv'));
    if (conv === null) return refuse('the padding is not known');
    if (!hasNoPads(conv)) return refuse('the convolution pads', { node: m.node('conv').id });
    const rank = m.constant('w').shape.length;
    if (m.shape('x')?.length !== rank || m.shape('x')?.[1] !== conv.channels) {
      return refuse('the addend broadcasts the data', { value: m.value('x') });
    }
    if (variesOnlyAlong(m.constant('c').shape, rank, 1, conv.channels)) return null;
    return refuse('the addend differs within a channel', { value: m.value('c') });
  },
  rewrite: (m, b) => {
    const node = m.node('conv');
    const { channels } = must(convOf(b.graph, node), 'convolution');
    const given = asVector(b, m.constant('c'), channels);
    const shift = m.node('sum').op === 'Sub' ? b.fold('Neg', [given]) : given;
    const added = shiftOfFilters(b, node, m.constant('w'), shift);
    const bias = m.find('b') === null ? added : plus(b, m.constant('b'), added);
    return convLike(b, node, m.value('x'), m.value('w'), bias);
  },
});
