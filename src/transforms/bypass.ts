import type { Graph, ValueId } from '../graph';
import { type Refusal, refuse } from './rule';

/**
 * For rules that let consumers of `output` read `input` instead: refuses where that would bring an Identity back,
 * because `output` is an output of the graph and `input` has a name of its own that must stay.
 */
export function bypassRefusal(graph: Graph, output: ValueId, input: ValueId): Refusal | null {
  if (!graph.isOutput(output)) return null;
  if (graph.value(input).producer !== null && !graph.isOutput(input)) return null;
  return refuse('it gives an output of the graph its name', { value: output });
}

/** The same for a node's output and one of its inputs, with the type of both compared. */
export function bypass(graph: Graph, output: ValueId, input: ValueId): Refusal | null {
  const [a, b] = [graph.value(input).type, graph.value(output).type];
  if (a !== null && b !== null && a.kind === 'tensor' && b.kind === 'tensor' && a.dtype !== b.dtype) {
    return refuse('it changes the type', { value: output });
  }
  return bypassRefusal(graph, output, input);
}
