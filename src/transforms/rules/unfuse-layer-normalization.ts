import { float32Refusal } from '../arithmetic';
import { any, defineRule, maybe, must, op, refuse } from '../kit';
import { normalised, statisticsUsed, writtenOut } from '../layerNorm';

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
    return normalised(m.graph, m.node('norm')) === null
      ? refuse('the axes, or their sizes, are not known')
      : null;
  },
  rewrite: (m, b) => {
    const { sizes } = must(normalised(b.graph, m.node('norm')), 'axes');
    const count = sizes.reduce((n, size) => n * size, 1);
    return writtenOut(m, b, (centred, axes) =>
      b.node('Div', [b.reduce('ReduceSumSquare', centred, axes, true), b.scalar('float32', count)]),
    );
  },
});
