import { type Graph, storageBytes, type ValueType } from '../../graph';

export interface Oversized {
  readonly name: string;
  readonly type: ValueType;
  readonly bytes: number;
}

/** WebAssembly addresses memory by 32 bits. Bytes. */
export const addressable = 2 ** 32;

/** The first tensor of a specialised graph, in the order of computation, that alone exceeds the runtime's memory; null: none. */
export function oversized(graph: Graph): Oversized | null {
  const computed = graph.topological().flatMap((id) => graph.node(id).outputs);
  for (const id of [...graph.inputs, ...computed]) {
    if (id === null) continue;
    const { name, type } = graph.value(id);
    if (type?.kind !== 'tensor' || type.shape === null) continue;
    let elements = 1;
    for (const dim of type.shape) elements *= typeof dim === 'number' ? dim : 1;
    const bytes = storageBytes(type.dtype, elements);
    if (bytes >= addressable) return { name, type, bytes };
  }
  return null;
}
