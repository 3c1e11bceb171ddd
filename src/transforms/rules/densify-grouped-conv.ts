import { arithmeticRefusal } from '../arithmetic';
import { convLike, convOf } from '../convolution';
import { any, constant, defineRule, elementCount, maybe, must, op, refuse } from '../kit';
import { joined, sliced, zeroPadded } from '../weights';

/** Dense weights may have at most this many elements. */
const mostWeights = 65536;
const mostGroups = 64;

export const densifyGroupedConv = defineRule({
  name: 'densify-grouped-conv',
  family: 'convolution',
  title: 'A small convolution in groups becomes a dense one, with zeros between the groups.',
  before: 'Conv(x, w, b) in groups',
  after: 'Conv(x, diag(w1, w2, …), b)',
  conditions: [
    `at most ${mostGroups} groups and ${mostWeights} dense weights`,
    'the weights are constant, float32 or float64',
  ],
  algebra: 'weights of zero add nothing',
  exactness: 'reals',
  roots: [op('Conv', [any('x'), constant('w'), maybe(any('b'))], { name: 'conv' })],
  check: (m, context) => {
    const refusal = arithmeticRefusal(context, m.value('x'));
    if (refusal !== null) return refusal;
    const conv = convOf(m.graph, m.node('conv'));
    if (conv === null) return refuse('the padding is not known');
    if (conv.group === 1) return refuse('there is a single group');
    if (conv.group > mostGroups) return refuse(`there are ${conv.group} groups`);
    const dense = elementCount(m.constant('w').shape) * conv.group;
    return dense <= mostWeights ? null : refuse(`there would be ${dense} weights`, { value: m.value('w') });
  },
  rewrite: (m, b) => {
    const conv = must(convOf(b.graph, m.node('conv')), 'convolution');
    const [rows, columns] = [conv.filters / conv.group, conv.channels / conv.group];
    const none = conv.kernel.map(() => 0);
    const blocks = Array.from({ length: conv.group }, (_, i) => {
      const block = sliced(b, m.constant('w'), 0, i * rows, (i + 1) * rows);
      return zeroPadded(b, block, [0, i * columns, ...none, 0, (conv.group - 1 - i) * columns, ...none]);
    });
    return convLike(b, conv.node, conv.x, joined(b, blocks, 0), conv.bias, { group: 1 });
  },
});
