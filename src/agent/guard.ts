import type { ObservedEnvironment } from '../env/observation';

/** What an environment threw, in words, each kind once. */
export interface Guarded<S> {
  readonly env: ObservedEnvironment<S>;
  readonly problems: readonly string[];
}

/**
 * An environment that never throws: a step that throws is refused, a state whose price throws (or is no positive number)
 * is infinitely dear and so never the result, a state whose moves cannot be counted has none. The start must be sound.
 */
export function guard<S>(env: ObservedEnvironment<S>): Guarded<S> {
  const problems: string[] = [];
  const counter = { keys: 0 };
  const attempt = <T>(what: string, act: () => T, otherwise: () => T): T => {
    try {
      return act();
    } catch (thrown) {
      const problem = `${what}: ${thrown instanceof Error ? thrown.message : String(thrown)}`;
      if (!problems.includes(problem)) problems.push(problem);
      return otherwise();
    }
  };
  const nameOf = (rule: number): string => env.rules[rule]?.name ?? `rule ${rule}`;
  return {
    problems,
    env: {
      rules: env.rules,
      reset: () => env.reset(),
      counts: (state) =>
        attempt(
          'counting moves failed',
          () => env.counts(state),
          () => new Uint16Array(env.rules.length),
        ),
      step: (state, action) =>
        attempt(
          `${nameOf(action.rule)} failed`,
          () => env.step(state, action),
          () => null,
        ),
      cost: (state) =>
        attempt(
          'pricing failed',
          () => {
            const cost = env.cost(state);
            return cost > 0 ? cost : Number.POSITIVE_INFINITY;
          },
          () => Number.POSITIVE_INFINITY,
        ),
      ...(env.work === undefined
        ? {}
        : {
            work: (state: S) =>
              attempt(
                'counting arithmetic failed',
                () => env.work?.(state) ?? 0,
                () => Number.POSITIVE_INFINITY,
              ),
          }),
      key: (state) =>
        attempt(
          'telling states apart failed',
          () => env.key(state),
          () => `unknown ${counter.keys++}`,
        ),
      observe: (state) => env.observe(state),
    },
  };
}
