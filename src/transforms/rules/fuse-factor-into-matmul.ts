import { float32Refusal } from '../arithmetic';
import {
  any,
  constant,
  defineRule,
  float,
  floatAttr,
  type Match,
  must,
  oneOf,
  op,
  refuse,
  scalar,
  shapeOf,
} from '../kit';

/** The factor of the fused product; null where the constant is not one number by which to multiply. */
function factor(m: Match): number | null {
  const c = scalar(m.graph, m.value('c'));
  const scale = m.node('scale');
  if (c === null || !Number.isFinite(c) || c === 0) return null;
  if (scale.op === 'Div' && scale.inputs[1] !== m.value('c')) return null;
  const own = floatAttr(m.node('product'), 'alpha', 1);
  return scale.op === 'Div' ? own / c : own * c;
}

export const fuseFactorIntoMatmul = defineRule({
  name: 'fuse-factor-into-matmul',
  family: 'fusion',
  title: 'A product multiplies its result by a number as it goes.',
  before: 'Mul(MatMul(a, b), c), Div(MatMul(a, b), c)',
  after: 'com.microsoft.FusedMatMul(a, b) with α = c or 1/c',
  conditions: [
    'c is one constant number, not 0, that adds no axes',
    'both operands have at least rank 2',
    'float32',
  ],
  algebra: 'c·(a·b)',
  exactness: 'reals',
  roots: [
    op(
      ['Mul', 'Div'],
      [
        oneOf(
          op('MatMul', [any('a'), any('b')], { name: 'product' }),
          op('FusedMatMul', [any('a'), any('b')], { name: 'product', domain: 'com.microsoft' }),
        ),
        constant('c'),
      ],
      { commutative: true, name: 'scale' },
    ),
  ],
  standardOps: false,
  providers: ['wasm'],
  undoes: ['split-transpose-off-fused-matmul'],
  check: (m) => {
    const refusal = float32Refusal(m.graph, m.value('a'));
    if (refusal !== null) return refusal;
    if (factor(m) === null) return refuse('the constant is not one number to multiply or divide by');
    const rank = shapeOf(m.graph, m.node('product').outputs[0])?.length ?? 0;
    if (m.constant('c').shape.length > rank)
      return refuse('the constant may add axes', { value: m.value('c') });
    for (const name of ['a', 'b']) {
      const operand = shapeOf(m.graph, m.value(name))?.length ?? 0;
      if (operand < 2) return refuse('an operand is no matrix', { value: m.value(name) });
    }
    return null;
  },
  rewrite: (m, b) => {
    const attrs = { ...Object.fromEntries(m.node('product').attrs), alpha: float(must(factor(m), 'factor')) };
    return b.node('FusedMatMul', [m.value('a'), m.value('b')], attrs, { domain: 'com.microsoft' });
  },
});
