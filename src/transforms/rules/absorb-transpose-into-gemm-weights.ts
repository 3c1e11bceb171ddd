import { any, constant, defineRule, intAttr, must, op, refuse, withAttrs } from '../kit';
import { turned } from '../swapped';

export const absorbTransposeIntoGemmWeights = defineRule({
  name: 'absorb-transpose-into-gemm-weights',
  family: 'matmul',
  title: 'Constant weights are transposed once and for all.',
  before: 'Gemm(x, w, c; transB 1)',
  after: 'Gemm(x, wᵀ, c)',
  conditions: ['the weights are constant, and read transposed'],
  algebra: 'wᵀ is a constant too',
  exactness: 'reals',
  roots: [op('Gemm', [any('x'), constant('w')], { rest: 'bias' })],
  check: (m) =>
    intAttr(m.anchor, 'transB', 0) === 1
      ? null
      : refuse('the weights are not transposed', { node: m.anchor.id }),
  rewrite: (m, b) => {
    const inputs = [m.value('x'), turned(b, m.value('w'), 2), ...m.anchor.inputs.slice(2)];
    return must(b.again(m.anchor, inputs, withAttrs(m.anchor, { transB: 0 }))[0], 'output');
  },
});
