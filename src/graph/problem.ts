import type { NodeId, ValueId } from './types';

/** Something wrong with a graph, said of the node or value it concerns. */
export interface Problem {
  /** The nodes whose subgraphs enclose the place, outermost first; empty in the main graph. */
  readonly path: readonly NodeId[];
  /** Ids within the innermost graph of `path`. */
  readonly node: NodeId | null;
  readonly value: ValueId | null;
  readonly message: string;
}
