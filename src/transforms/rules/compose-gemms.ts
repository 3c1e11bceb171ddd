import { arithmeticRefusal } from '../arithmetic';
import {
  any,
  type Builder,
  type Constant,
  constant,
  defineRule,
  floatAttr,
  intAttr,
  maybe,
  type Node,
  op,
  refuse,
} from '../kit';
import { plus, scalarLike, times, transposed } from '../weights';

/** A Gemm's weights as they multiply from the right, its factor included. */
function matrix(b: Builder, gemm: Node, w: Constant): Constant {
  const alpha = floatAttr(gemm, 'alpha', 1);
  const upright = intAttr(gemm, 'transB', 0) === 1 ? transposed(b, w, [1, 0]) : w;
  return alpha === 1 ? upright : times(b, upright, scalarLike(w, alpha));
}

function biasOf(b: Builder, gemm: Node, c: Constant): Constant {
  const beta = floatAttr(gemm, 'beta', 1);
  return beta === 1 ? c : times(b, c, scalarLike(c, beta));
}

const sizesOf = (gemm: Node, [rows = 0, columns = 0]: readonly number[]) =>
  intAttr(gemm, 'transB', 0) === 1 ? [columns, rows] : [rows, columns];

export const composeGemms = defineRule({
  name: 'compose-gemms',
  family: 'matmul',
  title: 'Two dense layers with nothing in between are multiplied out, where that is less work.',
  before: 'Gemm(Gemm(x, v, c), w, d)',
  after: 'Gemm(x, v·w, c·w + d)',
  conditions: [
    'weights and biases are constant, float32 or float64; the first bias is a vector as wide as its layer',
    'the second layer does not transpose its input',
    'a row takes fewer multiply-adds',
  ],
  algebra: '(x·v + c)·w + d = x·(v·w) + (c·w + d)',
  exactness: 'reals',
  roots: [
    op(
      'Gemm',
      [
        op('Gemm', [any('x'), constant('v'), maybe(constant('c'))], { name: 'first' }),
        constant('w'),
        maybe(constant('d')),
      ],
      { name: 'second' },
    ),
  ],
  check: (m, context) => {
    const refusal = arithmeticRefusal(context, m.value('x'));
    if (refusal !== null) return refusal;
    const [first, second] = [m.node('first'), m.node('second')];
    if (intAttr(second, 'transA', 0) === 1) return refuse('the second layer transposes its input');
    const [k = 0, middle = 0] = sizesOf(first, m.constant('v').shape);
    const [, columns = 0] = sizesOf(second, m.constant('w').shape);
    const c = m.find('c');
    if (c !== null) {
      const { shape } = m.constant('c');
      if (shape.length !== 1 || shape[0] !== middle)
        return refuse('the first bias is no vector', { value: c });
    }
    return k * columns < k * middle + middle * columns ? null : refuse('it would be more work');
  },
  rewrite: (m, b) => {
    const [first, second] = [m.node('first'), m.node('second')];
    const right = matrix(b, second, m.constant('w'));
    const operands = [m.value('x'), b.folded('MatMul', [matrix(b, first, m.constant('v')), right])];
    const moved = m.find('c') === null ? null : b.fold('MatMul', [biasOf(b, first, m.constant('c')), right]);
    const own = m.find('d') === null ? null : biasOf(b, second, m.constant('d'));
    const bias = moved === null ? own : own === null ? moved : plus(b, moved, own);
    if (bias !== null) operands.push(b.add(bias));
    return b.node('Gemm', operands, { transA: intAttr(first, 'transA', 0) });
  },
});
