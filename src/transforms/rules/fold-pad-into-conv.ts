import { any, defineRule, must, op, refuse, withAttrs } from '../kit';
import { isRefusedPad, spatialPad, sumPads, windowPads } from '../windows';

export const foldPadIntoConv = defineRule({
  name: 'fold-pad-into-conv',
  family: 'convolution',
  title: 'Zeros padded before a Conv are padding of the Conv.',
  before: 'Conv(Pad(x, p), w)',
  after: 'Conv(x, w; pads + p)',
  conditions: [
    'it pads with constant zeros',
    'it pads spatial axes only and crops none',
    'the Conv says how much it pads itself',
  ],
  algebra: 'a convolution pads with zeros',
  exactness: 'bits',
  roots: [
    op('Conv', [op('Pad', [any('x')], { name: 'pad', rest: 'settings', shared: true })], { rest: 'weights' }),
  ],
  check: (m) => {
    const pad = spatialPad(m.graph, m.node('pad'));
    if (isRefusedPad(pad)) return pad;
    if (pad.value !== 0) return refuse('it does not pad with zeros', { node: m.node('pad').id });
    return windowPads(m.anchor, pad.pads.length / 2) === null
      ? refuse('the Conv works out its own padding', { node: m.anchor.id })
      : null;
  },
  rewrite: (m, b) => {
    const pad = spatialPad(m.graph, m.node('pad'));
    const own = isRefusedPad(pad) ? null : windowPads(m.anchor, pad.pads.length / 2);
    const pads = isRefusedPad(pad) ? [] : sumPads(pad.pads, must(own, 'pads'));
    const attrs = withAttrs(m.anchor, { pads, auto_pad: undefined });
    return must(b.again(m.anchor, [m.value('x'), ...m.anchor.inputs.slice(1)], attrs)[0], 'output');
  },
});
