import { arithmeticRefusal } from '../arithmetic';
import { convLike, convOf, sameGeometry } from '../convolution';
import { any, constant, defineRule, maybe, op, refuse } from '../kit';
import { plus, plusAll } from '../weights';

const conv = (number: string) =>
  op('Conv', [any('x'), constant(`w${number}`), maybe(constant(`b${number}`))], { name: `conv${number}` });

export const mergeAddedConvs = defineRule({
  name: 'merge-added-convs',
  family: 'convolution',
  title: 'The sum of two convolutions of one input is one convolution with the sum of the weights.',
  before: 'Add(Conv(x, w1, b1), Conv(x, w2, b2))',
  after: 'Conv(x, w1 + w2, b1 + b2)',
  conditions: [
    'the same kernel, strides, dilations, padding and groups; as many filters',
    'weights and biases are constant, float32 or float64',
  ],
  algebra: 'w1∗x + w2∗x = (w1 + w2)∗x',
  exactness: 'reals',
  roots: [op('Add', [conv('1'), conv('2')])],
  check: (m, context) => {
    const refusal = arithmeticRefusal(context, m.value('x'));
    if (refusal !== null) return refusal;
    const [one, two] = [convOf(m.graph, m.node('conv1')), convOf(m.graph, m.node('conv2'))];
    if (one === null || two === null) return refuse('the padding is not known');
    if (!sameGeometry(one, two)) return refuse('the windows differ', { node: two.node.id });
    return one.filters === two.filters ? null : refuse('one sum is spread over many filters');
  },
  rewrite: (m, b) => {
    const weights = plus(b, m.constant('w1'), m.constant('w2'));
    const bias = plusAll(
      b,
      ['b1', 'b2'].map((name) => (m.find(name) === null ? null : m.constant(name))),
    );
    return convLike(b, m.node('conv1'), m.value('x'), weights, bias);
  },
});
