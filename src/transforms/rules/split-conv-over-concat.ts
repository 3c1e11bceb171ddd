import { arithmeticRefusal } from '../arithmetic';
import { convLike } from '../convolution';
import {
  any,
  constant,
  defineRule,
  intAttr,
  type Match,
  maybe,
  must,
  normalAxis,
  op,
  refuse,
  shapeOf,
} from '../kit';
import { sliced } from '../weights';

/** Channels of each part; null where one is not known. */
function channelsOf(m: Match): readonly number[] | null {
  const sizes = m.list('parts').map((part) => shapeOf(m.graph, part)?.[1]);
  return sizes.every((size): size is number => typeof size === 'number') ? sizes : null;
}

export const splitConvOverConcat = defineRule({
  name: 'split-conv-over-concat',
  family: 'convolution',
  title: 'A convolution of joined channels is the sum of a convolution of each part.',
  before: 'Conv(Concat(x1, x2), [w1 w2], b)',
  after: 'Add(Conv(x1, w1, b), Conv(x2, w2))',
  conditions: [
    'the parts are joined along the channels, their number known',
    'one group',
    'the weights are constant, float32 or float64',
  ],
  algebra: '[w1 w2]∗[x1; x2] = w1∗x1 + w2∗x2',
  exactness: 'reals',
  roots: [
    op(
      'Conv',
      [op('Concat', [], { name: 'concat', rest: 'parts', shared: true }), constant('w'), maybe(any('b'))],
      { name: 'conv' },
    ),
  ],
  undoes: ['join-convs-over-concat'],
  check: (m, context) => {
    const refusal = arithmeticRefusal(context, m.output);
    if (refusal !== null) return refusal;
    const concat = m.node('concat');
    const rank = m.constant('w').shape.length;
    if (normalAxis(intAttr(concat, 'axis', 1), rank) !== 1) {
      return refuse('the parts are not joined along the channels', { node: concat.id });
    }
    if (intAttr(m.node('conv'), 'group', 1) !== 1) return refuse('the convolution is grouped');
    if (m.list('parts').length < 2) return refuse('there is a single part', { node: concat.id });
    const sizes = channelsOf(m);
    if (sizes === null) return refuse('the channels of a part are not known', { node: concat.id });
    return sizes.includes(0) ? refuse('a part is empty', { node: concat.id }) : null;
  },
  rewrite: (m, b) => {
    const sizes = must(channelsOf(m), 'channels');
    let start = 0;
    const terms = m.list('parts').map((part, i) => {
      const end = start + (sizes[i] ?? 0);
      const weights = sliced(b, m.constant('w'), 1, start, end);
      start = end;
      return convLike(b, m.node('conv'), part, weights, i === 0 ? m.find('b') : null);
    });
    return terms.reduce((sum, term) => b.node('Add', [sum, term]));
  },
});
