import type { Action, Environment } from '../env/environment';

export type StopReason = 'time' | 'converged' | 'nothing-legal' | 'stopped' | 'error';

/** A way through the game, as a linked list so that searches share prefixes. */
export interface Path<S> {
  readonly state: S;
  readonly cost: number;
  readonly depth: number;
  readonly action: Action | null;
  readonly parent: Path<S> | null;
}

export interface SearchOptions {
  /** Wall-clock limit in seconds. */
  readonly seconds: number;
  readonly seed: number;
  /** Longest path that is followed. */
  readonly maxDepth: number;
  readonly signal: AbortSignal | null;
  /** Called now and then with the best cost so far and the number of steps the engine made. */
  readonly onProgress: ((best: number, engineSteps: number) => void) | null;
}

export interface SearchResult<S> {
  /** Distinct promising states, the best by `cost` first; the start is always among them. */
  readonly candidates: readonly Path<S>[];
  readonly stopReason: StopReason;
  readonly engineSteps: number;
}

/** A search over an environment's own costs. Never rejects for lack of moves. */
export type Search = <S>(env: Environment<S>, options: SearchOptions) => Promise<SearchResult<S>>;

export const startOf = <S>(env: Environment<S>): Path<S> => {
  const state = env.reset();
  return { state, cost: env.cost(state), depth: 0, action: null, parent: null };
};

/** The states from the start to the end of a path, the start included. */
export function statesOf<S>(path: Path<S>): Path<S>[] {
  const states: Path<S>[] = [];
  for (let at: Path<S> | null = path; at !== null; at = at.parent) states.push(at);
  return states.reverse();
}
