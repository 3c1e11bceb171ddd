import { any, defineRule, must, op, refuse } from '../kit';
import { isMonotone, maybeMonotone } from '../monotone';
import { indicesRefusal, poolOf, windowsAreInside } from '../pooling';

export const moveActivationBeforeMaxPool = defineRule({
  name: 'move-activation-before-max-pool',
  family: 'convolution',
  title:
    'A function that never falls may be applied before the maxima are taken, next to what made its input.',
  before: 'f(MaxPool(x))',
  after: 'MaxPool(f(x))',
  conditions: [
    'f never falls for its attributes (Relu, Clip, LeakyRelu, Sigmoid, Tanh and the like)',
    'every window holds at least one element that is no padding',
    'the indices of the maxima are not used',
  ],
  algebra: 'f(max xᵢ) = max f(xᵢ) for monotone f',
  exactness: 'reals',
  roots: [op(maybeMonotone, [op('MaxPool', [any('x')], { name: 'pool' })], { name: 'f', rest: 'bounds' })],
  undoes: ['move-activation-after-max-pool'],
  check: (m) => {
    const [f, node] = [m.node('f'), m.node('pool')];
    if (!isMonotone(m.graph, f)) return refuse('the function may fall', { node: f.id });
    const pool = poolOf(m.graph, node);
    if (pool === null || !windowsAreInside(pool)) {
      return refuse('a window may hold nothing but padding', { node: node.id });
    }
    return indicesRefusal(m.graph, node);
  },
  rewrite: (m, b) => {
    const f = m.node('f');
    const before = must(b.again(f, [m.value('x'), ...f.inputs.slice(1)])[0], 'output');
    const { domain, attrs, op: type } = m.node('pool');
    return b.node(type, [before], Object.fromEntries(attrs), { domain, like: m.node('pool') });
  },
});
