import { arithmeticRefusal } from './arithmetic';
import type { Match } from './match';
import { constant, type OpPattern, op, type Pattern } from './pattern';
import { rankOf, scalar } from './read';
import { type Refusal, type RuleContext, refuse } from './rule';

/** exp(−x) + 1. */
export const onePlusExponential = (x: Pattern): OpPattern =>
  op('Add', [op('Exp', [op('Neg', [x])]), constant('one')], { commutative: true });

/** Refuses another constant than 1, one that adds axes, and types that re-rounding is not for. */
export function logisticRefusal(m: Match, context: RuleContext): Refusal | null {
  const refusal = arithmeticRefusal(context, m.value('x'));
  if (refusal !== null) return refusal;
  const one = { value: m.value('one') };
  if (scalar(m.graph, m.value('one')) !== 1) return refuse('the constant is not 1', one);
  const rank = rankOf(m.graph, m.value('x'));
  return rank !== null && m.constant('one').shape.length <= rank
    ? null
    : refuse('the constant may add axes', one);
}
