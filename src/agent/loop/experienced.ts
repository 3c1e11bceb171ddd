import type { Action, Environment, KnownStep } from '../../env/environment';
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
    const owned = (paths: typeof result.candidates) => paths.map((path) => own(path, env));
    return { ...result, candidates: owned(result.candidates), ends: owned(result.ends ?? []) };
  };

function corrected<S>(
  env: ObservedEnvironment<S>,
  experience: Pick<Experience, 'residual'>,
): ObservedEnvironment<Travelled<S>> {
  return { ...travelled(env, experience), observe: ({ state }) => env.observe(state) };
}

function travelled<S>(
  env: Environment<S>,
  experience: Pick<Experience, 'residual'>,
): Environment<Travelled<S>> {
  const start: Travelled<S> = { state: env.reset(), uses: new Map() };
  const { work, only, known } = env;
  return {
    rules: env.rules,
    reset: () => start,
    counts: ({ state }) => env.counts(state),
    step: (from, action: Action) => {
      const state = env.step(from.state, action);
      return state === null ? null : after(from, { rule: action.rule, state });
    },
    cost: ({ state, uses }) => env.cost(state) * Math.exp(-experience.residual(uses)),
    key: ({ state }) => env.key(state),
    ...(work && { work: ({ state }: Travelled<S>) => work(state) }),
    ...(only && { only: (rules: readonly number[]) => travelled(only(rules), experience) }),
    ...(known && { known: known.map((way) => along(start, way)) }),
  };
}

const after = <S>({ uses }: Travelled<S>, { rule, state }: KnownStep<S>): Travelled<S> => ({
  state,
  uses: new Map(uses).set(rule, (uses.get(rule) ?? 0) + 1),
});

function along<S>(start: Travelled<S>, way: readonly KnownStep<S>[]): KnownStep<Travelled<S>>[] {
  let at = start;
  return way.map((step) => {
    at = after(at, step);
    return { rule: step.rule, state: at };
  });
}

/** Priced when asked: of a way of hundreds of steps only the end's price is looked at, and each takes its time. */
function own<S>(
  { state: { state }, depth, action, parent }: Path<Travelled<S>>,
  env: ObservedEnvironment<S>,
): Path<S> {
  return {
    state,
    get cost() {
      return env.cost(state);
    },
    depth,
    action,
    parent: parent === null ? null : own(parent, env),
  };
}
