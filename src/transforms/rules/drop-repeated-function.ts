import { any, bypassRefusal, defineRule, must, op, refuse } from '../kit';

const idempotent = ['Floor', 'Ceil', 'Round', 'Sign'];

export const dropRepeatedFunction = defineRule({
  name: 'drop-repeated-function',
  family: 'elementwise',
  title: 'Rounding what is rounded already, or taking the sign of a sign, changes nothing.',
  before: 'f(g(x)), f and g of Floor, Ceil, Round; Sign(Sign(x))',
  after: 'g(x)',
  conditions: ['the outer one does not give an output of the graph its name'],
  algebra: '⌊⌊x⌋⌋ = ⌊x⌋, sgn(sgn(x)) = sgn(x)',
  exactness: 'bits',
  roots: [op(idempotent, [op(idempotent, [any('x')], { name: 'inner', shared: true })], { name: 'outer' })],
  check: (m) => {
    const [outer, inner] = [m.node('outer').op, m.node('inner').op];
    // The sign of a whole number is not that number; rounding a sign is.
    if (outer === 'Sign' && inner !== 'Sign') return refuse('a whole number is not its sign');
    return bypassRefusal(m.graph, m.output, must(m.node('inner').outputs[0], 'output'));
  },
  rewrite: (m) => must(m.node('inner').outputs[0], 'output'),
});
