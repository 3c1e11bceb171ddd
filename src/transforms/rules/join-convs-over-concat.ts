import { arithmeticRefusal } from '../arithmetic';
import { convLike, convOf, sameGeometry } from '../convolution';
import { any, constant, defineRule, maybe, op, refuse } from '../kit';
import { joined, plusAll } from '../weights';

const conv = (number: string) =>
  op('Conv', [any(`x${number}`), constant(`w${number}`), maybe(constant(`b${number}`))], {
    name: `conv${number}`,
  });

export const joinConvsOverConcat = defineRule({
  name: 'join-convs-over-concat',
  family: 'convolution',
  title: 'The sum of two convolutions is one convolution of their inputs, joined.',
  before: 'Add(Conv(x1, w1, b1), Conv(x2, w2, b2))',
  after: 'Conv(Concat(x1, x2), [w1 w2], b1 + b2)',
  conditions: [
    'the same kernel, strides, dilations and padding; one group; as many filters',
    'the inputs differ, and are of the same size apart from their channels',
    'weights and biases are constant, float32 or float64',
  ],
  algebra: 'w1∗x1 + b1 + w2∗x2 + b2 = [w1 w2]∗[x1; x2] + (b1 + b2)',
  exactness: 'reals',
  roots: [op('Add', [conv('1'), conv('2')])],
  undoes: ['split-conv-over-concat'],
  check: (m, context) => {
    const refusal = arithmeticRefusal(context, m.output);
    if (refusal !== null) return refusal;
    const [one, two] = [convOf(m.graph, m.node('conv1')), convOf(m.graph, m.node('conv2'))];
    if (one === null || two === null) return refuse('the padding is not known');
    if (one.group !== 1) return refuse('the convolution is grouped', { node: one.node.id });
    if (!sameGeometry(one, two)) return refuse('the windows differ', { node: two.node.id });
    if (one.filters !== two.filters)
      return refuse('one sum is spread over many filters', { node: two.node.id });
    if (one.x === two.x) return refuse('both read the same input', { value: one.x });
    const [p, q] = [m.shape('x1'), m.shape('x2')];
    const equal = p !== null && q !== null && p.every((d, i) => i === 1 || d === q[i]);
    return equal ? null : refuse('the inputs are of different sizes', { value: two.x });
  },
  rewrite: (m, b) => {
    const data = b.node('Concat', [m.value('x1'), m.value('x2')], { axis: 1 });
    const weights = joined(b, [m.constant('w1'), m.constant('w2')], 1);
    const bias = plusAll(
      b,
      ['b1', 'b2'].map((name) => (m.find(name) === null ? null : m.constant(name))),
    );
    return convLike(b, m.node('conv1'), data, weights, bias);
  },
});
