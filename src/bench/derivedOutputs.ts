import { type Graph, isFloat, type ValueId } from '../graph';

/** Outputs of other types than floating point that have a floating-point tensor among their ancestors. */
export function derivedOutputs(graph: Graph): ReadonlySet<string> {
  const fromFloats = new Uint8Array(graph.nodeCapacity);
  const isFloatValue = (id: ValueId | null): boolean => {
    const type = id === null ? null : graph.value(id).type;
    return type?.kind === 'tensor' && isFloat(type.dtype);
  };
  for (const id of graph.topological()) {
    const node = graph.node(id);
    const inputs = [...node.inputs, ...node.captures];
    const derived = inputs.some((input) => {
      const producer = graph.producer(input);
      return isFloatValue(input) || (producer !== null && fromFloats[producer.id] === 1);
    });
    if (derived) fromFloats[id] = 1;
  }
  const names = graph.outputs.filter((id) => {
    const producer = graph.producer(id);
    return producer !== null && fromFloats[producer.id] === 1;
  });
  return new Set(names.map((id) => graph.value(id).name));
}
