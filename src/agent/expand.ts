import type { Action, Environment } from '../env/environment';

/** Every legal action of a state, rule by rule. */
export function* expand<S>(env: Environment<S>, state: S): IterableIterator<Action> {
  const counts = env.counts(state);
  for (let rule = 0; rule < counts.length; rule++) {
    const sites = counts[rule] ?? 0;
    for (let site = 0; site < sites; site++) yield { rule, site };
  }
}
