import { any, defineRule, intAttr, must, op, refuse, withAttrs } from '../kit';
import { isRefusedPad, kernelRefusal, spatialPad, sumPads, windowPads } from '../windows';

export const foldPadIntoAveragePool = defineRule({
  name: 'fold-pad-into-average-pool',
  family: 'convolution',
  title: 'Zeros padded before an AveragePool are padding of the pool, which then counts them.',
  before: 'AveragePool(Pad(x, p))',
  after: 'AveragePool(x; pads + p, count_include_pad = 1)',
  conditions: [
    'it pads spatial axes with constant zeros',
    'the pool counts its padding (count_include_pad 1) or has none',
    'the pool does not round its size up',
    'every window is larger than the padding',
  ],
  algebra: 'zeros that are counted enter the mean as they did before',
  exactness: 'reals',
  roots: [op('AveragePool', [op('Pad', [any('x')], { name: 'pad', rest: 'settings', shared: true })])],
  check: (m, { opset }) => {
    const pad = spatialPad(m.graph, m.node('pad'));
    if (isRefusedPad(pad)) return pad;
    if (pad.value !== 0) return refuse('it does not pad with zeros', { node: m.node('pad').id });
    const own = windowPads(m.anchor, pad.pads.length / 2);
    if (own === null) return refuse('the pool works out its own padding', { node: m.anchor.id });
    if (own.some((n) => n !== 0) && intAttr(m.anchor, 'count_include_pad', 0) === 0) {
      return refuse('the pool does not count its own padding', { node: m.anchor.id });
    }
    if (intAttr(m.anchor, 'ceil_mode', 0) === 1)
      return refuse('the pool rounds its size up', { node: m.anchor.id });
    if (opset < 7) return refuse('pools count padding from opset 7 on', { node: m.anchor.id });
    return kernelRefusal(m.anchor, sumPads(own, pad.pads));
  },
  rewrite: (m, b) => {
    const pad = spatialPad(m.graph, m.node('pad'));
    const own = isRefusedPad(pad) ? null : windowPads(m.anchor, pad.pads.length / 2);
    const pads = isRefusedPad(pad) ? [] : sumPads(pad.pads, must(own, 'pads'));
    const attrs = withAttrs(m.anchor, { pads, auto_pad: undefined, count_include_pad: 1 });
    return must(b.again(m.anchor, [m.value('x')], attrs)[0], 'output');
  },
});
