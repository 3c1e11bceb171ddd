import { arithmeticRefusal } from '../arithmetic';
import { any, constant, defineRule, op, rankOf, refuse, scalar } from '../kit';

const exponents: readonly (number | null)[] = [0.5, -0.5, -1];

export const replacePowerByRoot = defineRule({
  name: 'replace-power-by-root',
  family: 'elementwise',
  title: 'Powers of ½, −½ and −1 are a root, its reciprocal and a reciprocal.',
  before: 'Pow(x, ½), Pow(x, −½), Pow(x, −1)',
  after: 'Sqrt(x), Reciprocal(Sqrt(x)), Reciprocal(x)',
  conditions: ['the exponent is one of these constants and adds no axes', 'float32 or float64'],
  algebra: 'x^½ = √x, x^−½ = 1/√x, x^−1 = 1/x',
  exactness: 'reals',
  roots: [op('Pow', [any('x'), constant('n')])],
  check: (m, context) => {
    const refusal = arithmeticRefusal(context, m.value('x'));
    if (refusal !== null) return refusal;
    if (!exponents.includes(scalar(m.graph, m.value('n')))) {
      return refuse('the exponent is not ½, −½ or −1', { value: m.value('n') });
    }
    const rank = rankOf(m.graph, m.value('x'));
    if (rank !== null && m.constant('n').shape.length <= rank) return null;
    return refuse('the exponent may add axes', { value: m.value('n') });
  },
  rewrite: (m, b) => {
    const exponent = scalar(b.graph, m.value('n'));
    if (exponent === -1) return b.node('Reciprocal', [m.value('x')]);
    const root = b.node('Sqrt', [m.value('x')]);
    return exponent === 0.5 ? root : b.node('Reciprocal', [root]);
  },
});
