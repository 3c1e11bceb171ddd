import type { Environment } from '../env/environment';

/** How dear a state is, all in all; 1 or 2 for the state that it is held against. */
export type Judge<S> = (state: S, cost: number) => number;

/**
 * Judges states by their price and, where the environment tells it, by their arithmetic, both relative to a start and
 * counted alike. A price is a sum of operators timed by themselves, and can be wrong about a whole kind of rewriting;
 * multiply-adds that are gone are gone.
 */
export function judgeFrom<S>(env: Environment<S>, start: S): Judge<S> {
  const [cost, work] = [env.cost(start), env.work?.(start) ?? 0];
  // Where it cannot be counted at the start (0, or infinite in a guarded environment), the price alone judges.
  const counted = work > 0 && Number.isFinite(work);
  return (state, own) => own / cost + (counted ? (env.work?.(state) ?? work) / work : 0);
}
