import { arithmeticRefusal } from '../arithmetic';
import { convLike, filterRange } from '../convolution';
import {
  any,
  type Constant,
  constant,
  defineRule,
  intAttr,
  maybe,
  must,
  op,
  refuse,
  splitOf,
  type ValueId,
} from '../kit';

/** The parts of a constant that a Concat along axis 0 made, where they have just these sizes. */
function partsOf(w: Constant, sizes: readonly number[]): readonly (Constant | null)[] | null {
  if (w.kind !== 'applied' || w.op !== 'Concat' || w.domain !== '') return null;
  const axis = w.attrs.get('axis');
  if (axis?.kind !== 'int' || Number(axis.value) !== 0 || w.inputs.length !== sizes.length) return null;
  return w.inputs.every((part, i) => part?.shape[0] === sizes[i]) ? w.inputs : null;
}

export const splitConvFilters = defineRule({
  name: 'split-conv-filters',
  family: 'convolution',
  title: 'A convolution whose channels are split becomes one convolution for each part that is used.',
  before: 'Split(Conv(x, [w1; w2], [b1; b2]))',
  after: 'Conv(x, w1, b1), Conv(x, w2, b2)',
  conditions: [
    'the split is along the channels, with known sizes',
    'one group',
    'weights and bias are constant',
  ],
  algebra: '[w1; w2]∗x = [w1∗x; w2∗x]',
  exactness: 'reals',
  roots: [
    op('Split', [op('Conv', [any('x'), constant('w'), maybe(constant('b'))], { name: 'conv' })], {
      name: 'split',
      rest: 'sizes',
    }),
  ],
  undoes: ['merge-parallel-convs'],
  check: (m, context) => {
    const refusal = arithmeticRefusal(context, m.value('x'));
    if (refusal !== null) return refusal;
    const split = splitOf(m.graph, m.node('split'));
    if (split === null) return refuse('the sizes of the parts are not known', { node: m.node('split').id });
    if (split.axis !== 1) return refuse('the split is not along the channels', { node: m.node('split').id });
    if (split.sizes.some((size) => size === 0))
      return refuse('a part is empty', { node: m.node('split').id });
    return intAttr(m.node('conv'), 'group', 1) === 1 ? null : refuse('the convolution is grouped');
  },
  rewrite: (m, b) => {
    const split = m.node('split');
    const { sizes } = must(splitOf(b.graph, split), 'sizes');
    const [w, bias] = [m.constant('w'), m.find('b') === null ? null : m.constant('b')];
    const wholeWeights = partsOf(w, sizes);
    const wholeBiases = bias === null ? null : partsOf(bias, sizes);
    const replaced = new Map<ValueId, ValueId>();
    let start = 0;
    for (const [i, size] of sizes.entries()) {
      const output = split.outputs[i] ?? null;
      const [weights, biases] = filterRange(b, w, bias, start, start + size);
      start += size;
      if (output === null || (b.graph.uses(output).length === 0 && !b.graph.isOutput(output))) continue;
      const part = convLike(
        b,
        m.node('conv'),
        m.value('x'),
        wholeWeights?.[i] ?? weights,
        wholeBiases?.[i] ?? biases,
      );
      replaced.set(output, part);
    }
    return replaced;
  },
});
