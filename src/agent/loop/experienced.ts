import type { Action } from '../../env/environment';
import type { ObservedEnvironment } from '../../env/observation';
import type { Experience } from '../experience';
import type { ObservedSearch, Path } from '../search';

/** A state with the rules that were played on the way to it, by index. */
interface Travelled<S> {
  readonly state: S;
  readonly uses: ReadonlyMap<number, number>;
}

/**
 * A search on prices that are corrected by what the clock said of the rules that lead to a graph: what was measured decides
 * what is looked for next. The ways that it gives are the environment's own, at their own prices.
 */
export const experienced =
  (search: ObservedSearch, experience: Pick<Experience, 'residual'>): ObservedSearch =>
  async (env, options) => {
    const result = await search(corrected(env, experience), options);
    return { ...result, candidates: result.candidates.map((path) => own(path, env)) };
  };

function corrected<S>(
  env: ObservedEnvironment<S>,
  experience: Pick<Experience, 'residual'>,
): ObservedEnvironment<Travelled<S>> {
  const start: Travelled<S> = { state: env.reset(), uses: new Map() };
  const { work } = env;
  return {
    rules: env.rules,
    reset: () => start,
    counts: ({ state }) => env.counts(state),
    step: ({ state, uses }, action: Action) => {
      const next = env.step(state, action);
      if (next === null) return null;
      return { state: next, uses: new Map(uses).set(action.rule, (uses.get(action.rule) ?? 0) + 1) };
    },
    cost: ({ state, uses }) => env.cost(state) * Math.exp(-experience.residual(uses)),
    ...(work === undefined ? {} : { work: ({ state }: Travelled<S>) => work(state) }),
    key: ({ state }) => env.key(state),
    observe: ({ state }) => env.observe(state),
  };
}

function own<S>(
  { state: { state }, depth, action, parent }: Path<Travelled<S>>,
  env: ObservedEnvironment<S>,
): Path<S> {
  return { state, cost: env.cost(state), depth, action, parent: parent === null ? null : own(parent, env) };
}
