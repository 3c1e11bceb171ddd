import { must } from '../../core';
import { Edit, type Graph, isFloat, type Node, type ValueId } from '../../graph';
import { originOf, readersOf } from './passThrough';

/**
 * Activations that are slower where ORT lets them write over their input, as it does inside a model: their kernels on WASM are
 * then computed one element at a time, and guess its sign (docs/bench.md).
 */
const activations: ReadonlySet<string> = new Set(
  'Relu LeakyRelu Clip Elu Selu Celu ThresholdedRelu HardSigmoid Softsign'.split(' '),
);

export const isSignDependent = ({ op, domain }: Node): boolean => domain === '' && activations.has(op);

/** Whether a node writes over this input: nothing else reads it, and it is neither given nor constant. */
export const overwrites = (graph: Graph, node: Node, id: ValueId): boolean =>
  isSignDependent(node) &&
  node.inputs[0] !== null &&
  node.inputs[0] !== undefined &&
  originOf(graph, node.inputs[0]) === id &&
  graph.producer(id) !== null &&
  graph.constant(id) === null &&
  readersOf(graph, id)?.length === 1;

/** The name of nodes that stand for a group's surroundings. Their time is not the group's. */
export const surroundings = 'surroundings';

/**
 * A group as it is inside a model: inputs that its activations write over come out of an operator, and what activations give is
 * read by one. `part` is the group's own graph, with the ids of `graph`.
 */
export function surrounded(graph: Graph, part: Graph): Graph {
  const nodes = [...part.nodes()].filter(isSignDependent);
  if (nodes.length === 0) return part;
  const edit = new Edit(part);
  const like: Node = { ...must(nodes[0], 'node'), name: surroundings };
  const behind = (id: ValueId): ValueId =>
    must(edit.addNode({ op: 'Neg', inputs: [id], like })[0], 'output of Neg');
  for (const node of nodes) {
    const id = node.inputs[0] ?? null;
    if (id === null || !part.inputs.includes(id) || !isReal(part, id)) continue;
    if (overwrites(graph, graph.node(node.id), id)) edit.rewire({ node: node.id, slot: 0 }, behind(id));
  }
  const given = new Set(nodes.map(({ outputs }) => outputs[0]));
  edit.setOutputs(part.outputs.map((id) => (given.has(id) && isReal(part, id) ? behind(id) : id)));
  return edit.finish().graph;
}

function isReal(graph: Graph, id: ValueId): boolean {
  const { type } = graph.value(id);
  return type?.kind === 'tensor' && isFloat(type.dtype);
}
