import { any, defineRule, must, op, refuse } from '../kit';
import { isMonotone, maybeMonotone } from '../monotone';

export const moveFunctionBehindExtremum = defineRule({
  name: 'move-function-behind-extremum',
  family: 'motion',
  title: 'A function that never falls is applied to the largest or smallest element only.',
  before: 'ReduceMax(f(x)), ReduceMin(f(x))',
  after: 'f(ReduceMax(x)), f(ReduceMin(x))',
  conditions: ['f never falls for its attributes (Relu, Clip, Sigmoid, Tanh and the like)'],
  algebra: 'max f(xᵢ) = f(max xᵢ) for monotone f',
  exactness: 'reals',
  undoes: ['move-function-before-extremum'],
  roots: [
    op(['ReduceMax', 'ReduceMin'], [op(maybeMonotone, [any('x')], { name: 'f', rest: 'bounds' })], {
      rest: 'axes',
    }),
  ],
  check: (m) =>
    isMonotone(m.graph, m.node('f')) ? null : refuse('the function may fall', { node: m.node('f').id }),
  rewrite: (m, b) => {
    const extremum = b.again(m.anchor, [m.value('x'), ...m.anchor.inputs.slice(1)])[0];
    return must(b.again(m.node('f'), [must(extremum, 'extremum'), ...m.node('f').inputs.slice(1)])[0], 'f');
  },
});
