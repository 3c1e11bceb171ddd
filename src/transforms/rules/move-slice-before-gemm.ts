import { any, defineRule, intAttr, maybe, must, op, refuse, shapeOf } from '../kit';
import { applyCuts, cutsOf, operandCuts, renamed, wholeShape } from '../slicing';

export const moveSliceBeforeGemm = defineRule({
  name: 'move-slice-before-gemm',
  family: 'motion',
  title: 'Some rows or columns of a Gemm need only those of its operands.',
  before: 'Slice(Gemm(a, b, c))',
  after: 'Gemm(Slice(a), Slice(b), Slice(c))',
  conditions: ['what is taken is known', 'it is known how c broadcasts; its dimensions of 1 are not sliced'],
  algebra: '(α·a·b + β·c)[i, j] = α·a[i, :]·b[:, j] + β·c[i, j]',
  exactness: 'reals',
  roots: [
    op('Slice', [op('Gemm', [any('a'), any('b'), maybe(any('c'))], { name: 'gemm' })], { rest: 'spec' }),
  ],
  check: (m) => {
    const cuts = cutsOf(m.graph, m.anchor);
    const whole = wholeShape(m.graph, m.node('gemm'));
    const c = m.find('c');
    if (cuts === null || whole === null) return refuse('what is taken is not known', { node: m.anchor.id });
    if (c !== null && operandCuts(cuts, whole, shapeOf(m.graph, c)) === null) {
      return refuse('how c broadcasts is not known', { node: m.node('gemm').id, value: c });
    }
    return null;
  },
  rewrite: (m, b) => {
    const gemm = m.node('gemm');
    const cuts = must(cutsOf(m.graph, m.anchor), 'cuts');
    const whole = must(wholeShape(m.graph, gemm), 'shape');
    const rows = cuts.filter((cut) => cut.axis === 0);
    const columns = cuts.filter((cut) => cut.axis === 1);
    const rowAxis = intAttr(gemm, 'transA', 0) === 0 ? 0 : 1;
    const columnAxis = intAttr(gemm, 'transB', 0) === 0 ? 1 : 0;
    const c = m.find('c');
    const inputs = [
      applyCuts(
        b,
        m.value('a'),
        renamed(rows, () => rowAxis),
      ),
      applyCuts(
        b,
        m.value('b'),
        renamed(columns, () => columnAxis),
      ),
    ];
    if (c !== null) inputs.push(applyCuts(b, c, operandCuts(cuts, whole, shapeOf(m.graph, c)) ?? []));
    return must(b.again(gemm, inputs)[0], 'output');
  },
});
