import type { Path } from '../../src/agent/search';
import type { Action, Environment } from '../../src/env/environment';
import type { ObservedEnvironment } from '../../src/env/observation';

export interface Recorder<S> {
  /** The environment to hand to a search. */
  readonly env: ObservedEnvironment<S>;
  /** The cheapest distinct states that were priced, below the start's price, the best first. */
  best(): readonly Path<S>[];
}

/**
 * Remembers which states a search looked at, so that every search can be given the same number of measurements, whatever
 * number of candidates it hands on by itself.
 */
export function recordCheapest<S extends object>(env: ObservedEnvironment<S>, limit: number): Recorder<S> {
  const cameFrom = new WeakMap<S, { readonly parent: S; readonly action: Action }>();
  const kept = new Map<string, { readonly state: S; readonly cost: number }>();
  let worst = Number.POSITIVE_INFINITY;
  const start = env.reset();
  const startCost = env.cost(start);
  const keep = (state: S, cost: number): void => {
    if (state === start || !(cost < startCost) || (kept.size >= limit && cost >= worst)) return;
    const key = env.key(state);
    if (kept.has(key)) return;
    kept.set(key, { state, cost });
    if (kept.size > limit) {
      const [last] = [...kept].sort(([, a], [, b]) => b.cost - a.cost);
      if (last !== undefined) kept.delete(last[0]);
    }
    worst = Math.max(...[...kept.values()].map((entry) => entry.cost));
  };
  const pathOf = (state: S, cost: number): Path<S> => {
    const states: { state: S; action: Action | null }[] = [];
    for (let at: S | undefined = state; at !== undefined; ) {
      const origin = cameFrom.get(at);
      states.push({ state: at, action: origin?.action ?? null });
      at = origin?.parent;
    }
    let path: Path<S> | null = null;
    for (const [depth, step] of states.reverse().entries())
      path = { ...step, cost: step.state === state ? cost : Number.NaN, depth, parent: path };
    return path ?? { state, cost, depth: 0, action: null, parent: null };
  };
  const watched = (inner: Environment<S>): Environment<S> => {
    const { work, only } = inner;
    return {
      rules: inner.rules,
      reset: () => inner.reset(),
      counts: (state) => inner.counts(state),
      key: (state) => inner.key(state),
      ...(work && { work: (state) => work(state) }),
      ...(only && { only: (rules) => watched(only(rules)) }),
      step: (state, action) => {
        const next = inner.step(state, action);
        if (next !== null && next !== state) cameFrom.set(next, { parent: state, action });
        return next;
      },
      cost: (state) => {
        const cost = inner.cost(state);
        keep(state, cost);
        return cost;
      },
    };
  };
  return {
    env: { ...watched(env), observe: (state) => env.observe(state) },
    best: () =>
      [...kept.values()].sort((a, b) => a.cost - b.cost).map(({ state, cost }) => pathOf(state, cost)),
  };
}
