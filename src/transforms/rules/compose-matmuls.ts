import { arithmeticRefusal } from '../arithmetic';
import { any, constant, defineRule, op, optional, refuse } from '../kit';

export const composeMatmuls = defineRule({
  name: 'compose-matmuls',
  family: 'matmul',
  title: 'Two constant matrices in a row are multiplied out, where that is less work.',
  before: 'MatMul(MatMul(x, v), w), or with a constant b added in between',
  after: 'MatMul(x, v·w), plus b·w',
  conditions: [
    'v and w are constant matrices, float32 or float64; b is a constant vector',
    'a row takes fewer multiply-adds: v·w is smaller than v and w together',
  ],
  algebra: '(x·v + b)·w = x·(v·w) + b·w',
  exactness: 'reals',
  roots: [
    op('MatMul', [
      optional(
        (product) => op('Add', [product, constant('b')], { commutative: true }),
        op('MatMul', [any('x'), constant('v')]),
      ),
      constant('w'),
    ]),
  ],
  check: (m, context) => {
    const refusal = arithmeticRefusal(context, m.value('x'));
    if (refusal !== null) return refusal;
    const [v, w] = [m.constant('v').shape, m.constant('w').shape];
    if (v.length !== 2 || w.length !== 2) return refuse('a constant is no matrix');
    const [k = 0, middle = 0] = v;
    const columns = w[1] ?? 0;
    const bias = m.find('b');
    if (bias !== null) {
      const { shape } = m.constant('b');
      if (shape.length !== 1 || shape[0] !== middle)
        return refuse('what is added is no vector', { value: bias });
    }
    return k * columns < k * middle + middle * columns ? null : refuse('it would be more work');
  },
  rewrite: (m, b) => {
    const product = b.node('MatMul', [m.value('x'), b.folded('MatMul', [m.constant('v'), m.constant('w')])]);
    if (m.find('b') === null) return product;
    return b.node('Add', [product, b.folded('MatMul', [m.constant('b'), m.constant('w')])]);
  },
});
