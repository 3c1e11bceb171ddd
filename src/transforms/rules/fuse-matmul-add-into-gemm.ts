import { any, defineRule, dtypeOfValue, isFloat, op, refuse, shapeOf } from '../kit';

export const fuseMatmulAddIntoGemm = defineRule({
  name: 'fuse-matmul-add-into-gemm',
  family: 'matmul',
  title: 'A product of matrices plus an addend is one Gemm.',
  before: 'Add(MatMul(a, b), c)',
  after: 'Gemm(a, b, c)',
  conditions: ['a and b are matrices', 'c broadcasts to the product without enlarging it', 'float'],
  algebra: 'gemm(a, b, c) = a·b + c',
  exactness: 'reals',
  undoes: ['split-gemm-into-matmul-add'],
  roots: [
    op('Add', [op('MatMul', [any('a'), any('b')], { name: 'product' }), any('c')], { commutative: true }),
  ],
  check: (m, { opset }) => {
    if (opset < 7) return refuse('before opset 7 operands broadcast otherwise');
    if (m.shape('a')?.length !== 2 || m.shape('b')?.length !== 2) {
      return refuse('an operand is not a matrix', { node: m.node('product').id });
    }
    const whole = shapeOf(m.graph, m.node('product').outputs[0]);
    const c = m.shape('c');
    const fits =
      whole !== null &&
      c !== null &&
      c.length <= 2 &&
      c.every((dim, i) => dim === 1 || dim === whole[2 - c.length + i]);
    if (!fits) return refuse('the addend does not broadcast to the product', { value: m.value('c') });
    const dtype = dtypeOfValue(m.graph, m.value('a'));
    return dtype !== null && isFloat(dtype)
      ? null
      : refuse('it is not floating-point', { value: m.value('a') });
  },
  rewrite: (m, b) =>
    b.node('Gemm', [m.value('a'), m.value('b'), m.value('c')], {}, { like: m.node('product') }),
});
