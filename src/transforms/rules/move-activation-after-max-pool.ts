import { any, defineRule, must, op, refuse } from '../kit';
import { isMonotone, maybeMonotone } from '../monotone';
import { indicesRefusal, poolOf, windowsAreInside } from '../pooling';

export const moveActivationAfterMaxPool = defineRule({
  name: 'move-activation-after-max-pool',
  family: 'convolution',
  title: 'A function that never falls is applied to the maxima only.',
  before: 'MaxPool(f(x))',
  after: 'f(MaxPool(x))',
  conditions: [
    'f never falls for its attributes (Relu, Clip, LeakyRelu, Sigmoid, Tanh and the like)',
    'every window holds at least one element that is no padding',
    'the indices of the maxima are not used',
  ],
  algebra: 'max f(xᵢ) = f(max xᵢ) for monotone f',
  exactness: 'reals',
  roots: [op('MaxPool', [op(maybeMonotone, [any('x')], { name: 'f', rest: 'bounds' })], { name: 'pool' })],
  undoes: ['move-activation-before-max-pool'],
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
    const { domain, attrs, op: type } = m.node('pool');
    const pooled = b.node(type, [m.value('x')], Object.fromEntries(attrs), { domain, like: m.node('pool') });
    return must(b.again(m.node('f'), [pooled, ...m.node('f').inputs.slice(1)])[0], 'output');
  },
});
