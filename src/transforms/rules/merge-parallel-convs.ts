import { arithmeticRefusal } from '../arithmetic';
import { convLike, convOf, sameGeometry } from '../convolution';
import { any, type Constant, constant, defineRule, maybe, must, op, refuse } from '../kit';
import { filled, joined } from '../weights';

const conv = (number: string) =>
  op('Conv', [any('x'), constant(`w${number}`), maybe(constant(`b${number}`))], { name: `conv${number}` });

export const mergeParallelConvs = defineRule({
  name: 'merge-parallel-convs',
  family: 'convolution',
  title: 'Two convolutions of one input with the same window become one with the filters of both.',
  before: 'Conv(x, w1, b1), Conv(x, w2, b2)',
  after: 'Split(Conv(x, [w1; w2], [b1; b2]))',
  conditions: [
    'the same kernel, strides, dilations and padding; one group',
    'weights and biases are constant, float32 or float64',
  ],
  algebra: '[w1; w2]∗x = [w1∗x; w2∗x]',
  exactness: 'reals',
  roots: [conv('1'), conv('2')],
  undoes: ['split-conv-filters'],
  check: (m, context) => {
    const refusal = arithmeticRefusal(context, m.value('x'));
    if (refusal !== null) return refusal;
    const [one, two] = [convOf(m.graph, m.node('conv1')), convOf(m.graph, m.node('conv2'))];
    if (one === null || two === null) return refuse('the padding is not known');
    if (one.node.id > two.node.id) return refuse('the same pair, seen from the other side');
    if (one.group !== 1) return refuse('the convolution is grouped', { node: one.node.id });
    return sameGeometry(one, two) ? null : refuse('the windows differ', { node: two.node.id });
  },
  rewrite: (m, b) => {
    const [one, two] = [m.constant('w1'), m.constant('w2')];
    const sizes = [one.shape[0] ?? 0, two.shape[0] ?? 0];
    const biasOf = (name: string, size: number): Constant =>
      m.find(name) === null ? filled(b, one.dtype, [size], 0) : m.constant(name);
    const some = m.find('b1') !== null || m.find('b2') !== null;
    const bias = some ? joined(b, [biasOf('b1', sizes[0] ?? 0), biasOf('b2', sizes[1] ?? 0)], 0) : null;
    const both = convLike(b, m.node('conv1'), m.value('x'), joined(b, [one, two], 0), bias);
    const [first, second] = b.split(both, 1, sizes);
    return new Map([
      [m.output, must(first, 'first part')],
      [must(m.node('conv2').outputs[0], 'output of the second'), must(second, 'second part')],
    ]);
  },
});
