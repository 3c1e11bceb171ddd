import { arithmeticRefusal } from '../arithmetic';
import { gemmWidth, scaledGemm } from '../gemm';
import { any, constant, defineRule, maybe, must, op, refuse } from '../kit';
import { asVector, variesOnlyAlong } from '../weights';

export const fuseShiftIntoGemm = defineRule({
  name: 'fuse-shift-into-gemm',
  family: 'convolution',
  title: 'A constant added to each column goes into the bias of the dense layer.',
  before: 'Add(Gemm(x, w, b), t)',
  after: 'Gemm(x, w, b + t)',
  conditions: ['t, w and b are constant, float32 or float64', 't differs between columns only'],
  algebra: '(α·x·w + β·b) + t = α·x·w + (β·b + t)',
  exactness: 'reals',
  roots: [
    op(
      'Add',
      [op('Gemm', [any('x'), constant('w'), maybe(constant('b'))], { name: 'gemm' }), constant('t')],
      { commutative: true },
    ),
  ],
  check: (m, context) => {
    const refusal = arithmeticRefusal(context, m.value('x'));
    if (refusal !== null) return refusal;
    const width = gemmWidth(m.graph, m.node('gemm'));
    if (width !== null && variesOnlyAlong(m.constant('t').shape, 2, 1, width)) return null;
    return refuse('the shift differs within a column', { value: m.value('t') });
  },
  rewrite: (m, b) => {
    const gemm = m.node('gemm');
    const width = must(gemmWidth(b.graph, gemm), 'width');
    return scaledGemm(b, gemm, null, asVector(b, m.constant('t'), width));
  },
});
