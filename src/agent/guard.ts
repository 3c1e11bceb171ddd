import type { Environment } from '../env/environment';
import { nodeFeatureCount, type Observation, type ObservedEnvironment, totalCount } from '../env/observation';

/** What an environment threw, in words, each kind once. */
export interface Guarded<S> {
  readonly env: ObservedEnvironment<S>;
  readonly problems: readonly string[];
}

/**
 * An environment that never throws: a step that throws is refused, a state whose price throws (or is no positive number)
 * is infinitely dear and so never the result, a state whose moves cannot be counted has none, one that cannot be shown
 * looks like one without moves. The start must be sound.
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
  const unknown = () => Number.POSITIVE_INFINITY;
  const sound = (inner: Environment<S>): Environment<S> => {
    const { work, traffic, only, known, ...rest } = inner;
    return {
      rules: inner.rules,
      reset: () => inner.reset(),
      counts: (state) =>
        attempt(
          'counting moves failed',
          () => inner.counts(state),
          () => new Uint16Array(inner.rules.length),
        ),
      step: (state, action) =>
        attempt(
          `${nameOf(action.rule)} failed`,
          () => inner.step(state, action),
          () => null,
        ),
      cost: (state) =>
        attempt(
          'pricing failed',
          () => {
            const cost = inner.cost(state);
            return cost > 0 ? cost : Number.POSITIVE_INFINITY;
          },
          unknown,
        ),
      ...(work && { work: (state) => attempt('counting arithmetic failed', () => work(state), unknown) }),
      ...(traffic && {
        traffic: (state) => attempt('counting memory traffic failed', () => traffic(state), unknown),
      }),
      key: (state) =>
        attempt(
          'telling states apart failed',
          () => inner.key(state),
          () => `unknown ${counter.keys++}`,
        ),
      ...(known && { known }),
      ...(only && {
        only: (rules) =>
          attempt(
            'choosing rules failed',
            () => sound(only(rules)),
            () => sound({ ...rest, ...(work && { work }), ...(traffic && { traffic }) }),
          ),
      }),
    };
  };
  return {
    problems,
    env: {
      ...sound(env),
      observe: (state) =>
        attempt(
          'showing a state failed',
          () => env.observe(state),
          () => blank(env.rules.length),
        ),
    },
  };
}

/** A single node without features, and nothing legal: less would be no graph. */
const blank = (rules: number): Observation => ({
  operators: new Uint16Array(1),
  nodes: new Float32Array(nodeFeatureCount),
  edges: new Uint16Array(0),
  edgeFeatures: new Float32Array(0),
  totals: new Float32Array(totalCount),
  counts: new Uint16Array(rules),
  anchors: new Uint16Array(0),
});
