import type { Graph, Node, ValueId } from '../graph';

/** What the uses of an input say about the numbers it must hold. */
export interface InputUse {
  /** Smallest exclusive upper bound that an index derived from it must obey; null: it is no index. */
  limit: number | null;
  /** It selects (Where, And, a mask that is subtracted from one, If): ones keep everything. */
  mask: boolean;
  /** It is added to something without further ado: a mask of this kind is zeros. */
  added: boolean;
  /** It is multiplied into something, as a 0/1 mask is. */
  multiplied: boolean;
  /** It takes part in shapes, counts or positions of slices. */
  shape: boolean;
  /** Numbers it is compared with for equality. */
  compared: number[];
  /** Length that a `sequence_lens` must not exceed. */
  length: number | null;
  /** It feeds arithmetic that only floats do, or a quantized kernel: it is data. */
  data: boolean;
}

/** Index inputs: operator → [slot of the table, slot of the indices]. */
const gathers: Readonly<Record<string, readonly [number, number]>> = {
  Gather: [0, 1],
  GatherElements: [0, 1],
  ScatterElements: [0, 1],
};
/** EmbedLayerNormalization (com.microsoft): ids' slot → table's slot. */
const embedTables: Readonly<Record<number, number>> = { 0: 2, 1: 4 };

/** Slots that read shapes, counts or positions. */
const shapeSlots: Readonly<Record<string, readonly number[]>> = {
  Reshape: [1],
  Expand: [1],
  Tile: [1],
  Slice: [1, 2, 3, 4],
  Pad: [1],
  Range: [0, 1, 2],
  ConstantOfShape: [0],
  Resize: [2, 3],
  Upsample: [1],
  TopK: [1],
  Split: [1],
  Unsqueeze: [1],
  Squeeze: [1],
  ReduceSum: [1],
  Loop: [0],
};

/** Operators whose first input's elements come out as they are (elsewhere, or of another type). */
const transparent = new Set([
  'Cast',
  'CastLike',
  'Identity',
  'Unsqueeze',
  'Squeeze',
  'Reshape',
  'Flatten',
  'Transpose',
  'Expand',
  'Slice',
  'Split',
  'Tile',
  'Pad',
  'Dropout',
]);

interface Place {
  readonly graph: Graph;
  readonly value: ValueId;
  /** Elements here are `scale`·x + `offset`. */
  readonly scale: number;
  readonly offset: number;
}

const MAX_PLACES = 500;

/** Follows an input through casts, reshapes and sums with constants to whatever reads it, subgraphs included. */
export function inputUse(graph: Graph, input: ValueId): InputUse {
  const use: InputUse = {
    limit: null,
    mask: false,
    added: false,
    multiplied: false,
    shape: false,
    compared: [],
    length: null,
    data: false,
  };
  const queue: Place[] = [{ graph, value: input, scale: 1, offset: 0 }];
  const seen = new Map<Graph, Set<ValueId>>();
  let visited = 0;
  for (let place = queue.pop(); place !== undefined && visited < MAX_PLACES; place = queue.pop()) {
    const known = seen.get(place.graph) ?? new Set<ValueId>();
    seen.set(place.graph, known);
    if (known.has(place.value)) continue;
    known.add(place.value);
    visited++;
    for (const { node: id, slot } of place.graph.uses(place.value)) {
      const node = place.graph.node(id);
      if (slot >= node.inputs.length) queue.push(...inside(node, slot - node.inputs.length, place));
      else queue.push(...visit(use, place, node, slot));
    }
  }
  return use;
}

/** The captured value as the node's subgraphs see it. */
function inside(node: Node, capture: number, place: Place): Place[] {
  const places: Place[] = [];
  for (const attr of node.attrs.values()) {
    const graphs = attr.kind === 'graph' ? [attr.value] : attr.kind === 'graphs' ? attr.value : [];
    for (const graph of graphs) {
      for (const value of graph.values()) {
        if (value.capture === capture) places.push({ ...place, graph, value: value.id });
      }
    }
  }
  return places;
}

/** Notes what `node` does with the value; the places where to look on. */
function visit(use: InputUse, place: Place, node: Node, slot: number): Place[] {
  const { graph } = place;
  const on = (scale = place.scale, offset = place.offset): Place[] =>
    node.outputs.flatMap((value) => (value === null ? [] : [{ graph, value, scale, offset }]));

  const table = tableSize(graph, node, slot);
  if (table !== null) {
    const limit = Math.floor((table - 1 - place.offset) / place.scale) + 1;
    use.limit = Math.min(use.limit ?? Number.POSITIVE_INFINITY, Math.max(1, limit));
    return [];
  }
  if (shapeSlots[node.op]?.includes(slot) === true) {
    use.shape = true;
    return [];
  }
  if (slot === 0 && transparent.has(node.op)) return on();
  const constant = slot < 2 ? scalarConstant(graph, node.inputs[1 - slot] ?? null) : null;
  switch (node.op) {
    case 'Gather':
    case 'Concat':
      return on();
    case 'Where':
      if (slot === 0) use.mask = true;
      return slot === 0 ? [] : on();
    case 'If':
    case 'And':
    case 'Not':
    case 'Or':
      use.mask = true;
      return [];
    case 'Equal':
      if (constant !== null) use.compared.push((constant - place.offset) / place.scale);
      return [];
    case 'Sub':
      if (slot === 1 && constant === 1) use.mask = true;
      return constant === null ? [] : slot === 0 ? on(place.scale, place.offset - constant) : [];
    case 'Add':
      if (constant !== null) return on(place.scale, place.offset + constant);
      use.added = true;
      return [];
    case 'Mul':
      if (constant !== null && constant > 0) return on(place.scale * constant, place.offset * constant);
      use.multiplied = true;
      return [];
    case 'RNN':
    case 'GRU':
    case 'LSTM':
      if (slot === 4) use.length = dimension(graph, node.inputs[0] ?? null, 0);
      else use.data = true;
      return [];
    default:
      use.data = true;
      return [];
  }
}

/** How many entries the table has that input `slot` of `node` indexes; null when it is no index. */
function tableSize(graph: Graph, node: Node, slot: number): number | null {
  if (node.op === 'EmbedLayerNormalization') {
    const at = embedTables[slot];
    return at === undefined ? null : dimension(graph, node.inputs[at] ?? null, 0);
  }
  if ((node.op === 'GatherND' || node.op === 'ScatterND') && slot === 1) {
    const attr = node.attrs.get('batch_dims');
    const first = attr?.kind === 'int' ? Number(attr.value) : 0;
    return smallest(graph, node.inputs[0] ?? null, first, dimension(graph, node.inputs[1] ?? null, -1));
  }
  if (node.op === 'OneHot' && slot === 0) return scalarConstant(graph, node.inputs[1] ?? null);
  const roles = gathers[node.op];
  if (roles === undefined || slot !== roles[1]) return null;
  const attr = node.attrs.get('axis');
  return dimension(graph, node.inputs[roles[0]] ?? null, attr?.kind === 'int' ? Number(attr.value) : 0);
}

function shapeOf(graph: Graph, id: ValueId | null) {
  const type = id === null ? null : graph.value(id).type;
  return type?.kind === 'tensor' ? type.shape : null;
}

function dimension(graph: Graph, id: ValueId | null, axis: number): number | null {
  const dim = shapeOf(graph, id)?.at(axis);
  return typeof dim === 'number' ? dim : null;
}

/** Of `count` dimensions from `first` on; null: of all that follow. */
function smallest(graph: Graph, id: ValueId | null, first: number, count: number | null): number | null {
  const shape = shapeOf(graph, id)?.slice(first, count === null ? undefined : first + count);
  const dims = shape?.filter((dim) => typeof dim === 'number') ?? [];
  return dims.length === 0 ? null : Math.min(...dims);
}

/** The number in a constant of one element; null otherwise. */
function scalarConstant(graph: Graph, id: ValueId | null): number | null {
  if (id === null) return null;
  const { known, constant } = graph.value(id);
  if (known !== null) return known.length === 1 && typeof known[0] === 'number' ? known[0] : null;
  if (constant?.kind !== 'tensor' || constant.shape.some((d) => d !== 1)) return null;
  const { source } = constant;
  const bytes = source.at === 'bytes' ? source.bytes : source.at === 'lazy' ? source.read() : null;
  if (bytes === null) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (constant.dtype === 'float32' && bytes.byteLength >= 4) return view.getFloat32(0, true);
  if (constant.dtype === 'int64' && bytes.byteLength >= 8) return Number(view.getBigInt64(0, true));
  if (constant.dtype === 'int32' && bytes.byteLength >= 4) return view.getInt32(0, true);
  if (constant.dtype === 'float64' && bytes.byteLength >= 8) return view.getFloat64(0, true);
  return null;
}
