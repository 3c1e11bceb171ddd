import type { Environment } from '../env/environment';
import { inTurn } from './inTurn';
import { judgeFrom } from './judge';
import type { Path } from './search';

/** The order in which states are worth measuring, by price and by price and arithmetic in turn; the start stays among them. */
export function measuringOrder<S>(
  env: Environment<S>,
  start: S,
  candidates: readonly Path<S>[],
): readonly Path<S>[] {
  const judge = judgeFrom(env, start);
  return inTurn(candidates, ({ state, cost, depth }) => ({ cost, worth: judge(state, cost), depth }));
}
