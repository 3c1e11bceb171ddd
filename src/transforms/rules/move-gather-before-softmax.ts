import { axisBehindPicking, oneKnownRefusal, pickFrom, pickingOf } from '../gathering';
import { any, defineRule, must, op, refuse, withAttrs } from '../kit';
import { normalisedAxes } from '../normalisedAxes';

export const moveGatherBeforeSoftmax = defineRule({
  name: 'move-gather-before-softmax',
  family: 'motion',
  title: 'Picked rows of a Softmax need only those rows.',
  before: 'Gather(Softmax(x, axis), i; another axis)',
  after: 'Softmax(Gather(x, i), axis where it then is)',
  conditions: [
    'there are several indices, or what they are is not known',
    'the ranks are known',
    'the axis is not normalised; before opset 13 Softmax normalises its axis and all after it',
  ],
  algebra: 'each row is normalised by itself',
  exactness: 'bits',
  roots: [
    op('Gather', [op(['Softmax', 'LogSoftmax', 'Hardmax'], [any('x')], { name: 'softmax' }), any('indices')]),
  ],
  check: (m, { opset }) => {
    const softmax = m.node('softmax');
    const picking = pickingOf(m.graph, m.anchor);
    const axes = normalisedAxes(m.graph, softmax, opset);
    const known = oneKnownRefusal(m.graph, m.anchor);
    if (known !== null) return known;
    if (picking === null || axes === null) return refuse('a rank is not known', { node: softmax.id });
    if (axes.length === 0) return refuse('it normalises single elements', { node: softmax.id });
    return axes.includes(picking.axis)
      ? refuse('a normalised axis is picked from', { node: m.anchor.id })
      : null;
  },
  rewrite: (m, b, { opset }) => {
    const softmax = m.node('softmax');
    const picking = must(pickingOf(m.graph, m.anchor), 'picking');
    const [first] = must(normalisedAxes(m.graph, softmax, opset), 'axes');
    const input = pickFrom(b, m.value('x'), picking, picking.axis);
    const axis = axisBehindPicking(picking, must(first, 'axis'));
    return must(b.again(softmax, [input], withAttrs(softmax, { axis }))[0], 'output');
  },
});
