import type { Action, Environment } from '../env/environment';
import type { ObservedEnvironment } from '../env/observation';

export type StopReason = 'time' | 'converged' | 'nothing-legal' | 'stopped' | 'error';

/** A way through the game, as a linked list so that searches share prefixes. */
export interface Path<S> {
  readonly state: S;
  readonly cost: number;
  readonly depth: number;
  /** What led here; null at the start and on a way that the environment knew. */
  readonly action: Action | null;
  readonly parent: Path<S> | null;
}

/** A budget that is the same on every machine: how often the searches that share it may still ask their clock. */
export interface StepBudget {
  left: number;
}

export interface SearchOptions {
  /** Wall-clock limit in seconds. */
  readonly seconds: number;
  /** Given: it ends the search too, as time does. A step of the engine or of a dream's batch asks the clock once. */
  readonly steps?: StepBudget;
  readonly seed: number;
  /** Longest path that is followed. */
  readonly maxDepth: number;
  readonly signal: AbortSignal | null;
  /** Called now and then with the best cost so far and the number of steps the engine made. */
  readonly onProgress: ((best: number, engineSteps: number) => void) | null;
}

/** What an agent expected of its own play, and what the environment made of the same actions: log speed-ups. */
export interface DreamCheck {
  readonly dreamed: number;
  readonly real: number;
  /** Real steps that were played. */
  readonly steps: number;
}

export interface SearchResult<S> {
  /**
   * Distinct promising states in the order in which they are worth measuring, the best by `cost` first; the start is always
   * among them.
   */
  readonly candidates: readonly Path<S>[];
  /**
   * Where simple searches from the start ended, on a graph that is small enough for one of them to end: worth measuring
   * whatever their price is.
   */
  readonly ends?: readonly Path<S>[];
  readonly stopReason: StopReason;
  readonly engineSteps: number;
  /** Steps made in a world model. */
  readonly imaginedSteps?: number;
  /** Sets of rules that were played to their end, and how many of them it took to the best. */
  readonly playouts?: { readonly tried: number; readonly untilBest: number };
  /** The agent's best own play; null where no agent played. */
  readonly dream?: DreamCheck | null;
  /** What went wrong on the way and was survived, in words. */
  readonly problems?: readonly string[];
}

/** A search over an environment's own costs. Never rejects for lack of moves. */
export type Search = <S>(env: Environment<S>, options: SearchOptions) => Promise<SearchResult<S>>;

/** A search that shows states to a network, too. Every `Search` is one. */
export type ObservedSearch = <S>(
  env: ObservedEnvironment<S>,
  options: SearchOptions,
) => Promise<SearchResult<S>>;

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
