import { any, defineRule, must, op, refuse } from '../kit';
import { isMonotone, maybeMonotone } from '../monotone';

export const moveFunctionBeforeExtremum = defineRule({
  name: 'move-function-before-extremum',
  family: 'motion',
  title: 'A function that never falls can be applied before the largest or smallest element is picked.',
  before: 'f(ReduceMax(x)), f(ReduceMin(x))',
  after: 'ReduceMax(f(x)), ReduceMin(f(x))',
  conditions: ['f never falls for its attributes (Relu, Clip, Sigmoid, Tanh and the like)'],
  algebra: 'f(max xᵢ) = max f(xᵢ) for monotone f',
  exactness: 'reals',
  undoes: ['move-function-behind-extremum'],
  roots: [
    op(maybeMonotone, [op(['ReduceMax', 'ReduceMin'], [any('x')], { name: 'extremum', rest: 'axes' })], {
      rest: 'bounds',
    }),
  ],
  check: (m) => (isMonotone(m.graph, m.anchor) ? null : refuse('the function may fall')),
  rewrite: (m, b) => {
    const values = must(b.again(m.anchor, [m.value('x'), ...m.anchor.inputs.slice(1)])[0], 'f');
    const extremum = m.node('extremum');
    return must(b.again(extremum, [values, ...extremum.inputs.slice(1)])[0], 'extremum');
  },
});
