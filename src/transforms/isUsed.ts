import type { Graph, ValueId } from '../graph';

/** Whether an output exists and a node or the graph's outputs need it. */
export const isUsed = (graph: Graph, output: ValueId | null): output is ValueId =>
  output !== null && (graph.isOutput(output) || graph.uses(output).length > 0);
