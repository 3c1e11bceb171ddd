import { constantBytes, constantsOf } from '../../bench/constants';
import { type Attr, type Constant, Graph, type TensorConstant } from '../../graph';

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

/** Bytes that the constants of a graph, and of the graphs inside it, take when they are written into the file. */
export function bytesInside(graph: Graph): number {
  let bytes = 0;
  for (const constant of constantsOf(graph)) bytes += constantBytes(constant);
  return bytes;
}

/**
 * Moves large initializers, those of graphs inside it too, into one file of external data named `location`; nothing is copied.
 */
export function weightsBeside(
  graph: Graph,
  location: string,
  bytesOf: (constant: Constant) => Uint8Array | null,
): Apart {
  const parts: Uint8Array[] = [];
  const moved = new Map<Constant, TensorConstant>();
  let offset = 0;
  const aside = (constant: Constant): TensorConstant | null => {
    const known = moved.get(constant);
    if (known !== undefined) return known;
    const bytes = bytesOf(constant);
    if (bytes === null || bytes.byteLength < besideFrom) return null;
    const { dtype, shape } = constant;
    const name = constant.kind === 'tensor' ? constant.name : '';
    const source = { at: 'external', location, offset, length: bytes.byteLength } as const;
    const stand: TensorConstant = { kind: 'tensor', dtype, shape, name, source };
    moved.set(constant, stand);
    parts.push(bytes);
    offset += bytes.byteLength;
    return stand;
  };
  const lean = (whole: Graph): Graph => {
    let { values, nodes } = whole.parts;
    for (const value of whole.values()) {
      if (value.constant === null || value.producer !== null) continue;
      const constant = aside(value.constant);
      if (constant !== null) values = values.set(value.id, { ...value, constant });
    }
    for (const node of whole.nodes()) {
      const kinds = [...node.attrs.values()].map(({ kind }) => kind);
      if (!kinds.includes('graph') && !kinds.includes('graphs')) continue;
      const attrs = new Map([...node.attrs].map(([name, attr]) => [name, leanInside(attr, lean)] as const));
      nodes = nodes.set(node.id, { ...node, attrs });
    }
    return new Graph({ ...whole.parts, nodes, values });
  };
  return { graph: lean(graph), parts };
}

function leanInside(attr: Attr, lean: (graph: Graph) => Graph): Attr {
  if (attr.kind === 'graph') return { ...attr, value: lean(attr.value) };
  if (attr.kind === 'graphs') return { ...attr, value: attr.value.map(lean) };
  return attr;
}
