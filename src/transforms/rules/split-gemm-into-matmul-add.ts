import { any, constant, defineRule, elementCount, floatAttr, intAttr, maybe, op, refuse } from '../kit';

export const splitGemmIntoMatmulAdd = defineRule({
  name: 'split-gemm-into-matmul-add',
  family: 'matmul',
  title: 'A Gemm with constant weights is a MatMul and an Add.',
  before: 'Gemm(a, b, c)',
  after: 'Add(MatMul(a, b), c)',
  conditions: [
    'a is not transposed and alpha is 1',
    'transposed weights are constant',
    'beta is 1 unless there is no c',
  ],
  algebra: 'gemm(a, b, c) = a·b + c',
  exactness: 'reals',
  undoes: ['fuse-matmul-add-into-gemm'],
  roots: [op('Gemm', [any('a'), constant('b'), maybe(any('c'))])],
  check: (m, { opset }) => {
    const gemm = m.anchor;
    if (opset < 7) return refuse('before opset 7 operands broadcast otherwise', { node: gemm.id });
    if (intAttr(gemm, 'transA', 0) === 1) return refuse('its left operand is transposed', { node: gemm.id });
    if (floatAttr(gemm, 'alpha', 1) !== 1) return refuse('alpha is not 1', { node: gemm.id });
    if (m.find('c') !== null && floatAttr(gemm, 'beta', 1) !== 1)
      return refuse('beta is not 1', { node: gemm.id });
    return elementCount(m.constant('b').shape) === 0 ? refuse('it is empty', { node: gemm.id }) : null;
  },
  rewrite: (m, b) => {
    const transposed = intAttr(m.anchor, 'transB', 0) === 1;
    const weights = transposed ? b.folded('Transpose', [m.constant('b')], { perm: [1, 0] }) : m.value('b');
    const product = b.node('MatMul', [m.value('a'), weights]);
    const c = m.find('c');
    return c === null ? product : b.node('Add', [product, c]);
  },
});
