import {
  any,
  bypassRefusal,
  constant,
  defineRule,
  type Match,
  numbers,
  op,
  refuse,
  sameShape,
  shapeOf,
  type ValueId,
} from '../kit';

/** The branch that a constant condition always takes. */
function branch(m: Match): ValueId | null {
  const condition = numbers(m.graph, m.value('condition'));
  if (condition === null || condition.length === 0) return null;
  if (condition.every((n) => n !== 0)) return m.value('x');
  return condition.every((n) => n === 0) ? m.value('y') : null;
}

export const selectConstantBranch = defineRule({
  name: 'select-constant-branch',
  family: 'elementwise',
  title: 'A Where whose condition is always true, or always false, is one of its branches.',
  before: 'Where(c, x, y)',
  after: 'x or y',
  conditions: [
    'the condition is constant and the same everywhere',
    'the branch has the shape of the result',
    'the Where does not give an output of the graph its name',
  ],
  algebra: 'where(true, x, y) = x, where(false, x, y) = y',
  exactness: 'bits',
  roots: [op('Where', [constant('condition'), any('x'), any('y')])],
  check: (m) => {
    const taken = branch(m);
    if (taken === null) return refuse('the condition is not known to be the same everywhere');
    if (!sameShape(shapeOf(m.graph, taken), shapeOf(m.graph, m.output))) {
      return refuse('the branch is broadcast', { value: taken });
    }
    return bypassRefusal(m.graph, m.output, taken);
  },
  rewrite: (m) => branch(m) ?? m.output,
});
