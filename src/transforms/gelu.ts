import { arithmeticRefusal } from './arithmetic';
import { isNumber } from './closeTo';
import type { Match } from './match';
import { any, constant, type OpPattern, oneOf, op, type Pattern } from './pattern';
import { rankOf } from './read';
import { type Refusal, type RuleContext, refuse } from './rule';

/** Gelu as exporters write it out: x·(1 + f(x))·½ in three orders, f with erf or with tanh. */

const product = (a: Pattern, b: Pattern, name = ''): OpPattern =>
  op('Mul', [a, b], name === '' ? { commutative: true } : { commutative: true, name });
const sum = (a: Pattern, b: Pattern, name = ''): OpPattern =>
  op('Add', [a, b], name === '' ? { commutative: true } : { commutative: true, name });

/** The three orders share one root; `geluRefusal` drops the combinations that are none of them. */
function gated(inner: Pattern): OpPattern {
  const [x, half] = [any('x'), constant('half')];
  const gate = (name = '') => sum(inner, constant('one'), name);
  return product(
    oneOf(product(x, gate(), 'a1'), product(x, half, 'c1'), x),
    oneOf(half, product(gate(), half, 'b2'), gate('c2')),
  );
}

export const erfGelu: OpPattern = gated(
  op('Erf', [oneOf(op('Div', [any('x'), constant('root')]), product(any('x'), constant('inverseRoot')))]),
);

const cube = oneOf(op('Pow', [any('x'), constant('three')]), product(product(any('x'), any('x')), any('x')));
export const tanhGelu: OpPattern = gated(
  op('Tanh', [product(sum(any('x'), product(cube, constant('cubic'))), constant('slope'))]),
);

const numbersWanted: Readonly<Record<string, number>> = {
  half: 0.5,
  one: 1,
  root: Math.SQRT2,
  inverseRoot: Math.SQRT1_2,
  three: 3,
  cubic: 0.044715,
  slope: Math.sqrt(2 / Math.PI),
};

/** Refuses a match of one of the patterns that is no Gelu: another order, other numbers, or numbers that add axes. */
export function geluRefusal(m: Match, context: RuleContext): Refusal | null {
  const refusal = arithmeticRefusal(context, m.value('x'));
  if (refusal !== null) return refusal;
  const first = m.findNode('a1') !== null ? 'a' : m.findNode('c1') !== null ? 'c' : 'b';
  const second = m.findNode('b2') !== null ? 'b' : m.findNode('c2') !== null ? 'c' : 'a';
  if (first !== second) return refuse('the factors are not those of Gelu');
  const rank = rankOf(m.graph, m.value('x'));
  if (rank === null) return refuse('the rank is not known', { value: m.value('x') });
  for (const [name, wanted] of Object.entries(numbersWanted)) {
    const value = m.find(name);
    if (value === null) continue;
    if (!isNumber(m.graph, value, wanted)) return refuse('a constant is not that of Gelu', { value });
    if (m.constant(name).shape.length > rank) return refuse('a constant adds axes', { value });
  }
  return null;
}
