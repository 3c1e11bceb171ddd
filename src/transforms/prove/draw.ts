import { CodedError, type Random } from '../../core';
import { type Graph, type Node, validate } from '../../graph';
import type { CaseClass } from './case';
import { Draft } from './draft';

const isTyped =
  (graph: Graph) =>
  (node: Node): boolean =>
    node.outputs.every((output) => output === null || graph.value(output).type !== null);

/** A graph of a class; null where the sizes drawn do not make a valid one (a window larger than its map). */
export function drawGraph(given: CaseClass, random: Random): Graph | null {
  const draft = new Draft(random, given.options);
  try {
    given.build(draft);
    const graph = draft.build();
    return validate(graph).length === 0 && [...graph.nodes()].every(isTyped(graph)) ? graph : null;
  } catch (thrown) {
    if (thrown instanceof CodedError) return null;
    throw thrown;
  }
}

/** A class in full. */
export const asClass = (given: CaseClass | CaseClass['build']): CaseClass =>
  typeof given === 'function' ? { build: given } : given;

/** The operators of a graph with their shapes and attributes, for messages. */
export function describeGraph(graph: Graph): string {
  const shape = (id: Node['inputs'][number]) => {
    const type = id === null ? null : graph.value(id).type;
    return type?.kind === 'tensor' ? `[${type.shape?.join(',')}]` : '–';
  };
  return graph
    .topological()
    .map((id) => {
      const node = graph.node(id);
      const attrs = [...node.attrs].map(([name, attr]) => `${name}=${String(attr.value)}`).join(' ');
      return `${node.op}(${node.inputs.map(shape).join(', ')}) ${attrs}`.trim();
    })
    .join('; ');
}
