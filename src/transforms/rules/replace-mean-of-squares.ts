import { float32Refusal } from '../arithmetic';
import {
  any,
  constant,
  defineRule,
  intAttr,
  type Match,
  maybe,
  must,
  oneOf,
  op,
  reducedAxes,
  refuse,
  scalar,
  staticShape,
} from '../kit';

/** The axes of the mean and how many elements they have; null where that is not known. */
function reduced(m: Match): { readonly axes: readonly number[]; readonly count: number } | null {
  const shape = staticShape(m.graph, m.value('d'));
  const axes = reducedAxes(m.graph, m.node('mean'));
  if (shape === null || axes === null) return null;
  return { axes, count: axes.reduce((n, axis) => n * must(shape[axis], 'axis'), 1) };
}

/**
 * In a LayerNorm that is spelled out it keeps ORT from making it one LayerNormalization, whose WASM kernel takes a
 * quarter longer than the parts (docs/bench.md).
 */
export const replaceMeanOfSquares = defineRule({
  name: 'replace-mean-of-squares',
  family: 'elementwise',
  title: 'A mean of squares is a sum of squares, divided by how many there are.',
  before: 'ReduceMean(Pow(d, 2))',
  after: 'Div(ReduceSumSquare(d), n)',
  conditions: ['the axes are of known size', 'float32'],
  algebra: 'a mean is a sum divided by how many there are',
  exactness: 'reals',
  roots: [
    op(
      'ReduceMean',
      [oneOf(op('Pow', [any('d'), constant('two')]), op('Mul', [any('d'), any('d')])), maybe(any('axes'))],
      { name: 'mean' },
    ),
  ],
  check: (m) => {
    const refusal = float32Refusal(m.graph, m.value('d'));
    if (refusal !== null) return refusal;
    if (m.find('two') !== null && scalar(m.graph, m.value('two')) !== 2) return refuse('the power is not 2');
    if (m.find('two') !== null && m.constant('two').shape.length > (m.shape('d')?.length ?? 0)) {
      return refuse('a constant may add axes');
    }
    const found = reduced(m);
    if (found === null || found.axes.length === 0) return refuse('the axes, or their sizes, are not known');
    return found.count > 0 ? null : refuse('there is nothing to take a mean of');
  },
  rewrite: (m, b) => {
    const { axes, count } = must(reduced(m), 'axes');
    const keep = intAttr(m.node('mean'), 'keepdims', 1) === 1;
    const squares = b.reduce('ReduceSumSquare', m.value('d'), axes, keep);
    return b.node('Div', [squares, b.scalar('float32', count)]);
  },
});
