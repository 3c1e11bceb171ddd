import { arithmeticRefusal } from '../arithmetic';
import { gemmWidth, scaledGemm } from '../gemm';
import { any, constant, defineRule, maybe, must, op, refuse } from '../kit';
import { asVector, variesOnlyAlong } from '../weights';

export const fuseScaleIntoGemm = defineRule({
  name: 'fuse-scale-into-gemm',
  family: 'convolution',
  title: 'A constant factor per column goes into the dense layer before it.',
  before: 'Mul(Gemm(x, w, b), s)',
  after: 'Gemm(x, w·s, b·s)',
  conditions: ['s, w and b are constant, float32 or float64', 's differs between columns only'],
  algebra: 's·(α·x·w + β·b) = α·x·(s·w) + β·s·b',
  exactness: 'reals',
  roots: [
    op(
      'Mul',
      [op('Gemm', [any('x'), constant('w'), maybe(constant('b'))], { name: 'gemm' }), constant('s')],
      { commutative: true },
    ),
  ],
  check: (m, context) => {
    const refusal = arithmeticRefusal(context, m.value('x'));
    if (refusal !== null) return refusal;
    const width = gemmWidth(m.graph, m.node('gemm'));
    if (width !== null && variesOnlyAlong(m.constant('s').shape, 2, 1, width)) return null;
    return refuse('the factor differs within a column', { value: m.value('s') });
  },
  rewrite: (m, b) => {
    const gemm = m.node('gemm');
    const width = must(gemmWidth(b.graph, gemm), 'width');
    return scaledGemm(b, gemm, asVector(b, m.constant('s'), width), null);
  },
});
