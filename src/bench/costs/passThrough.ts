import type { Graph, Node, NodeId, ValueId } from '../../graph';

/**
 * Whether ORT removes the node because its first output is its first input: Identity, a Cast to the same type, Dropout that
 * nobody asks for its mask or to train.
 */
export function passesOn(graph: Graph, { op, domain, inputs, outputs }: Node): boolean {
  if ((op !== 'Identity' && op !== 'Dropout' && op !== 'Cast') || domain !== '') return false;
  if (op === 'Identity') return true;
  if (op === 'Dropout') return (outputs[1] ?? null) === null && (inputs[2] ?? null) === null;
  const type = typeOf(graph, inputs[0]);
  return type !== null && type === typeOf(graph, outputs[0]);
}

const typeOf = (graph: Graph, id: ValueId | null | undefined) => {
  const type = id === null || id === undefined ? null : graph.value(id).type;
  return type?.kind === 'tensor' ? type.dtype : null;
};

const some = new WeakMap<Graph, boolean>();

/** Most graphs have no such node, and are priced thousands of times a second. */
function passesSome(graph: Graph): boolean {
  const known = some.get(graph);
  if (known !== undefined) return known;
  let found = false;
  for (const node of graph.nodes()) found ||= passesOn(graph, node);
  some.set(graph, found);
  return found;
}

/** The value that is passed on as this one. */
export function originOf(graph: Graph, id: ValueId): ValueId {
  if (!passesSome(graph)) return id;
  let at = id;
  for (;;) {
    const producer = graph.producer(at);
    const source = producer?.inputs[0] ?? null;
    if (producer === null || source === null || producer.outputs[0] !== at || !passesOn(graph, producer))
      return at;
    at = source;
  }
}

/** The nodes that read a value, or what is passed on of it; null where one of these is an output of the graph. */
export function readersOf(graph: Graph, id: ValueId): NodeId[] | null {
  if (graph.isOutput(id)) return null;
  if (!passesSome(graph)) return graph.uses(id).map(({ node }) => node);
  const readers: NodeId[] = [];
  for (const { node, slot } of graph.uses(id)) {
    const user = graph.node(node);
    const [passed] = user.outputs;
    if (slot !== 0 || !passesOn(graph, user) || passed === null || passed === undefined) readers.push(node);
    else {
      const further = readersOf(graph, passed);
      if (further === null) return null;
      readers.push(...further);
    }
  }
  return readers;
}
