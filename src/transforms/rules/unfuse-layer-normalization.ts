import { float32Refusal } from '../arithmetic';
import { any, defineRule, floatAttr, maybe, must, op, rankOf, refuse, staticShape } from '../kit';
import { normalised, statisticsUsed } from '../layerNorm';

/**
 * ORT's WASM kernel of LayerNormalization takes a quarter longer than its parts (docs/bench.md), and ORT makes it out of these
 * where they are spelled as usual. As a sum of squares it leaves them alone.
 */
export const unfuseLayerNormalization = defineRule({
  name: 'unfuse-layer-normalization',
  family: 'elementwise',
  title: 'A LayerNormalization is written out by a sum of squares, which the runtime does not fuse again.',
  before: 'LayerNormalization(x, γ, β)',
  after: 'Add(Mul(Div(d, Sqrt(Add(Div(ReduceSumSquare(d), n), ε))), γ), β), d = Sub(x, ReduceMean(x))',
  conditions: ['the normalised axes are of known size, and the statistics are not used', 'float32'],
  algebra: 'the definition of layer normalization; a mean is a sum divided by how many there are',
  exactness: 'reals',
  roots: [op('LayerNormalization', [any('x'), any('scale'), maybe(any('shift'))], { name: 'norm' })],
  providers: ['wasm'],
  check: (m) => {
    const refusal = float32Refusal(m.graph, m.value('x'));
    if (refusal !== null) return refusal;
    if (statisticsUsed(m.graph, m.node('norm'))) return refuse('the statistics are used');
    if (staticShape(m.graph, m.value('x')) === null) return refuse('the shape of the input is not known');
    return normalised(m.graph, m.node('norm')) === null ? refuse('the axis is not known') : null;
  },
  rewrite: (m, b) => {
    const x = m.value('x');
    const { axis } = must(normalised(b.graph, m.node('norm')), 'axes');
    const rank = must(rankOf(b.graph, x), 'rank');
    const axes = Array.from({ length: rank - axis }, (_, i) => axis + i);
    const count = must(staticShape(b.graph, x), 'shape')
      .slice(axis)
      .reduce((n, size) => n * size, 1);
    const centred = b.node('Sub', [x, b.reduce('ReduceMean', x, axes, true)]);
    const squares = b.reduce('ReduceSumSquare', centred, axes, true);
    const variance = b.node('Div', [squares, b.scalar('float32', count)]);
    const epsilon = b.scalar('float32', floatAttr(m.node('norm'), 'epsilon', 1e-5));
    const deviation = b.node('Sqrt', [b.node('Add', [variance, epsilon])]);
    const scaled = b.node('Mul', [b.node('Div', [centred, deviation]), m.value('scale')]);
    const shift = m.find('shift');
    return shift === null ? scaled : b.node('Add', [scaled, shift]);
  },
});
