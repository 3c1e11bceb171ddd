import { arithmeticRefusal } from '../arithmetic';
import { overflowRefusal } from '../factors';
import { any, type Constant, constant, defineRule, type Match, must, op, optional, refuse } from '../kit';
import { plus, scalarLike } from '../weights';

const multiple = (factor: string) =>
  optional((x) => op('Mul', [x, constant(factor)], { commutative: true }), any('x'));

/** Whether a constant broadcasts into x without changing its shape. */
function fits(m: Match, name: string): boolean {
  if (m.find(name) === null) return true;
  const shape = m.shape('x');
  const { shape: own } = m.constant(name);
  if (shape === null) return false;
  const offset = shape.length - own.length;
  return offset >= 0 && own.every((dim, i) => dim === 1 || dim === shape[offset + i]);
}

export const collectMultiples = defineRule({
  name: 'collect-multiples',
  family: 'elementwise',
  title: 'Constant multiples of one value add up to one multiple.',
  before: 'Add(x·c, x·d), where c or d may be missing',
  after: 'Mul(x, c + d)',
  conditions: [
    'the factors are constant and do not enlarge x',
    'x is not constant',
    'float32 or float64, no factor so large that it may overflow',
  ],
  algebra: 'x·c + x·d = x·(c + d), x + x = 2·x',
  exactness: 'reals',
  roots: [op('Add', [multiple('c'), multiple('d')])],
  check: (m, context) => {
    const refusal = arithmeticRefusal(context, m.value('x'));
    if (refusal !== null) return refusal;
    if (m.graph.constant(m.value('x')) !== null)
      return refuse('the value is constant', { value: m.value('x') });
    for (const name of ['c', 'd']) {
      if (!fits(m, name)) return refuse('a factor enlarges the value', { value: m.value(name) });
    }
    const { graph } = m;
    return overflowRefusal(
      graph,
      ['c', 'd'].flatMap((name) => m.find(name) ?? []),
    );
  },
  rewrite: (m, b) => {
    const one = { dtype: must(m.dtype('x'), 'type') };
    const factor = (name: string): Constant =>
      m.find(name) === null ? scalarLike(one, 1) : m.constant(name);
    return b.node('Mul', [m.value('x'), b.add(plus(b, factor('c'), factor('d')))]);
  },
});
