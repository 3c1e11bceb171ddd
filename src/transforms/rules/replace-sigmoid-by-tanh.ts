import { arithmeticRefusal } from '../arithmetic';
import { any, defineRule, must, op, refuse } from '../kit';

export const replaceSigmoidByTanh = defineRule({
  name: 'replace-sigmoid-by-tanh',
  family: 'elementwise',
  title: 'A Sigmoid is half of a Tanh and a half, whose kernel is faster in some runtimes.',
  before: 'Sigmoid(x)',
  after: 'Add(Mul(Tanh(Mul(x, ½)), ½), ½)',
  conditions: ['float32 or float64', 'something else than products reads it (replace-gate-by-tanh)'],
  algebra: 'σ(x) = (tanh(x/2) + 1)/2',
  exactness: 'reals',
  down: 1,
  roots: [op('Sigmoid', [any('x')])],
  check: (m, context) => {
    const refusal = arithmeticRefusal(context, m.value('x'));
    if (refusal !== null) return refusal;
    const users = m.graph.uses(m.output).map(({ node }) => m.graph.node(node));
    const gates = users.every(({ op: name, domain }) => name === 'Mul' && domain === '');
    return users.length > 0 && gates ? refuse('it gates a product', { node: m.anchor.id }) : null;
  },
  rewrite: (m, b) => {
    const half = b.scalar(must(m.dtype('x'), 'type'), 0.5);
    const t = b.node('Tanh', [b.node('Mul', [m.value('x'), half])]);
    return b.node('Add', [b.node('Mul', [t, half]), half]);
  },
});
