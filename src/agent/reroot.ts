import type { ObservedEnvironment } from '../env/observation';
import { type Path, statesOf } from './search';

/** The same environment, beginning at another state. */
export function startingAt<S>(env: ObservedEnvironment<S>, state: S): ObservedEnvironment<S> {
  // Ways that are known begin at the start.
  const { only, known: _, ...rest } = env;
  return {
    ...rest,
    reset: () => state,
    ...(only === undefined ? {} : { only: (rules) => ({ ...only(rules), reset: () => state }) }),
  };
}

/** A path that began at the end of `prefix`, as one that begins where `prefix` does. */
export function reroot<S>(prefix: Path<S>, path: Path<S>): Path<S> {
  if (prefix.depth === 0) return path;
  const [, ...rest] = statesOf(path);
  return rest.reduce<Path<S>>((parent, at) => ({ ...at, parent, depth: parent.depth + 1 }), prefix);
}
