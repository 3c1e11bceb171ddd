import type { Graph } from './graph';
import { inferPass, scopeOf } from './inferPass';
import type { Problem } from './problem';

/**
 * Infers the type and known contents of every value, subgraphs included, in one pass. What the graph already states
 * stays where inference knows less. A node that its operator does not allow, and a stated type that contradicts the
 * inferred one, become problems rather than exceptions: such a model can still be looked at.
 */
export function inferGraphWithProblems(graph: Graph): {
  readonly graph: Graph;
  readonly problems: readonly Problem[];
} {
  return inferPass(graph, scopeOf(graph), [], []);
}

/** `inferGraphWithProblems` without the problems. */
export function inferGraph(graph: Graph): Graph {
  return inferGraphWithProblems(graph).graph;
}
