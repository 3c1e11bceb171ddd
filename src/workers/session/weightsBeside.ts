import { type Constant, elementCount, Graph, storageBytes, type TensorConstant } from '../../graph';

/** A protocol buffer ends at 2 GB; some room is left for everything that is not a weight. */
export const largestInside = 2 ** 31 - 2 ** 26;
/** Smaller constants stay inside, where shape inference looks for them. Bytes. */
const besideFrom = 1024;

export interface Apart {
  /** The graph with its large constants pointing into the file beside it. */
  readonly graph: Graph;
  /** The contents of that file, in order. */
  readonly parts: readonly Uint8Array[];
}

/** Bytes that the initializers of a graph take when they are written into the file. */
export function bytesInside(graph: Graph): number {
  const seen = new Set<Constant>();
  for (const { constant } of graph.values()) if (constant !== null) seen.add(constant);
  return [...seen].reduce((sum, { dtype, shape }) => sum + storageBytes(dtype, elementCount(shape)), 0);
}

/** Moves large initializers into one file of external data named `location`; nothing is copied. */
export function weightsBeside(
  graph: Graph,
  location: string,
  bytesOf: (constant: Constant) => Uint8Array | null,
): Apart {
  const parts: Uint8Array[] = [];
  const moved = new Map<Constant, TensorConstant>();
  let offset = 0;
  let values = graph.parts.values;
  for (const value of graph.values()) {
    const { constant } = value;
    if (constant === null || value.producer !== null) continue;
    let stand = moved.get(constant);
    const bytes = stand === undefined ? bytesOf(constant) : null;
    if (bytes !== null && bytes.byteLength >= besideFrom) {
      const { dtype, shape } = constant;
      const name = constant.kind === 'tensor' ? constant.name : '';
      const source = { at: 'external', location, offset, length: bytes.byteLength } as const;
      stand = { kind: 'tensor', dtype, shape, name, source };
      moved.set(constant, stand);
      parts.push(bytes);
      offset += bytes.byteLength;
    }
    if (stand !== undefined) values = values.set(value.id, { ...value, constant: stand });
  }
  return { graph: new Graph({ ...graph.parts, values }), parts };
}
