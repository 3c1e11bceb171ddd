import { freshDim } from '../dim';
import type { Dim } from '../types';
import { like, rankIn, refuse, sameType } from './check';
import type { InferContext, OpSchema } from './schema';
import { attrInt, attrString, knownInts, normalAxis, out, shape, tensor } from './support';
import { versioned } from './versioned';
import { elementwise, length, moves, perInput, size } from './work';

const any = Number.POSITIVE_INFINITY;

/** `data`, `indices` of the same rank → the indices' shape. Contents follow for vectors. */
const inferGatherElements: OpSchema['infer'] = (context) => {
  const data = tensor(context.inputs[0]);
  const indices = shape(context.inputs[1]);
  if (data === null) return [null];
  rankIn(data.shape, 'the data', 1, any);
  if (data.shape !== null) {
    rankIn(indices, 'the indices', data.shape.length);
    normalAxis(attrInt(context.node, 'axis', 0), data.shape.length);
  }
  return [out(data.dtype, indices, data.shape?.length === 1 ? picked(context) : null)];
};

/** The known entries of a known vector, by known indices. */
function picked(context: InferContext): readonly Dim[] | null {
  const from = knownInts(context.inputs[0]);
  const at = knownInts(context.inputs[1]);
  if (from === null || at === null) return null;
  const entries = at.map((i) => (typeof i === 'number' ? from.at(i) : undefined));
  return entries.every((entry) => entry !== undefined) ? entries : null;
}

/** `data` [b…, d…], `indices` [b…, i…, n] → [b…, i…, what is left of d after n axes]. */
const inferGatherNd: OpSchema['infer'] = (context) => {
  const data = tensor(context.inputs[0]);
  const indices = shape(context.inputs[1]);
  if (data === null) return [null];
  rankIn(data.shape, 'the data', 1, any);
  rankIn(indices, 'the indices', 1, any);
  const n = indices?.at(-1);
  if (data.shape === null || indices === null || typeof n !== 'number') return [out(data.dtype, null)];
  const batch = attrInt(context.node, 'batch_dims', 0);
  if (batch < 0 || batch + n > data.shape.length || batch >= indices.length)
    refuse(`indices of ${n} entries after ${batch} batch axes into a tensor of rank ${data.shape.length}`);
  const known = data.shape.length === 1 && indices.length === 2 && batch === 0 ? picked(context) : null;
  return [out(data.dtype, [...indices.slice(0, -1), ...data.shape.slice(batch + n)], known)];
};

/** `data` with some entries replaced: its type. */
const inferScatter: OpSchema['infer'] = (context) => {
  const data = tensor(context.inputs[0]);
  const indices = shape(context.inputs[1]);
  const updates = tensor(context.inputs[2]);
  sameType(data, updates, 'data and updates');
  rankIn(data?.shape ?? null, 'the data', 1, any);
  if (data?.shape) {
    rankIn(indices, 'the indices', data.shape.length);
    normalAxis(attrInt(context.node, 'axis', 0), data.shape.length);
  }
  const known = data?.shape?.length === 1 ? replaced(context) : null;
  return [data === null ? null : out(data.dtype, data.shape, known)];
};

/** A known vector with entries at known places replaced by known ones. */
function replaced(context: InferContext): readonly Dim[] | null {
  const [into, at, by] = context.inputs.map((input) => knownInts(input));
  if (!into || !at || !by || attrString(context.node, 'reduction', 'none') !== 'none') return null;
  const entries = into.slice();
  for (const [i, place] of at.entries()) {
    const entry = by[i];
    if (typeof place !== 'number' || entry === undefined) return null;
    const index = place < 0 ? place + entries.length : place;
    if (!(index >= 0 && index < entries.length)) return null;
    entries[index] = entry;
  }
  return entries;
}

/** `data` [d…], `indices` [i…, n], updates [i…, d after n axes] → the data's type. */
const inferScatterNd: OpSchema['infer'] = (context) => {
  const data = tensor(context.inputs[0]);
  const indices = shape(context.inputs[1]);
  sameType(data, tensor(context.inputs[2]), 'data and updates');
  rankIn(data?.shape ?? null, 'the data', 1, any);
  rankIn(indices, 'the indices', 1, any);
  const n = indices?.at(-1);
  if (data?.shape && typeof n === 'number') {
    if (n > data.shape.length) refuse(`indices of ${n} entries into a tensor of rank ${data.shape.length}`);
    if (indices !== null)
      rankIn(shape(context.inputs[2]), 'the updates', indices.length - 1 + data.shape.length - n);
  }
  if (data?.shape?.length !== 1 || n !== 1) return [like(data)];
  return [out(data.dtype, data.shape, replaced(context))];
};

/** Nothing is computed unless the updates are combined with what is there. */
const scatterCost: OpSchema['cost'] = (context, outputs) =>
  (attrString(context.node, 'reduction', 'none') === 'none' ? moves : perInput(1, 2))(context, outputs);

/** `x` with `k` entries along `axis`: values and their int64 indices. */
const inferTopK: OpSchema['infer'] = (context) => {
  const x = tensor(context.inputs[0]);
  const dims = x?.shape ?? null;
  rankIn(dims, 'the input', 1, any);
  if (x === null || dims === null) return [x && out(x.dtype, null), out('int64', null)];
  const axis = normalAxis(attrInt(context.node, 'axis', -1), dims.length);
  const k =
    context.version < 10 ? attrInt(context.node, 'k', 0) : (knownInts(context.inputs[1])?.[0] ?? freshDim());
  const size = dims[axis];
  if (typeof k === 'number' && (k < 0 || (typeof size === 'number' && k > size)))
    refuse(`k = ${k} of an axis of ${size}`);
  const taken = dims.map((d, i) => (i === axis ? k : d));
  return [out(x.dtype, taken), out('int64', taken)];
};

/** A comparison for each level of a heap. */
const topKCost: OpSchema['cost'] = (context, outputs) => {
  const n = size(context.inputs[0]);
  const k = length(outputs[0], attrInt(context.node, 'axis', -1));
  return elementwise(n === null || k === null ? null : Math.round(n * Math.max(1, Math.log2(k + 1))));
};

const axis = 'axis:int=0';
const reduced = 'axis:int=0 reduction:string=none';

export const scatterSchemas: readonly OpSchema[] = [
  ...versioned({ op: 'GatherElements', inputs: 2, infer: inferGatherElements }, [
    [11, axis],
    [13, axis],
  ]),
  ...versioned({ op: 'GatherND', inputs: 2, infer: inferGatherNd }, [
    [11, ''],
    [12, 'batch_dims:int=0'],
    [13, 'batch_dims:int=0'],
  ]),
  ...versioned({ op: 'Scatter', inputs: 3, infer: inferScatter }, [
    [9, axis],
    [11, axis],
  ]),
  ...versioned({ op: 'ScatterElements', inputs: 3, infer: inferScatter, cost: scatterCost }, [
    [11, axis],
    [13, axis],
    [16, reduced],
    [18, reduced],
  ]),
  ...versioned({ op: 'ScatterND', inputs: 3, infer: inferScatterNd, cost: scatterCost }, [
    [11, ''],
    [13, ''],
    [16, 'reduction:string=none'],
    [18, 'reduction:string=none'],
  ]),
  ...versioned({ op: 'TopK', inputs: 2, outputs: 2, infer: inferTopK, cost: topKCost }, [
    [1, 'axis:int=-1 k:int', { inputs: 1 }],
    [10, 'axis:int=-1'],
    [11, 'axis:int=-1 largest:int=1 sorted:int=1'],
    [24, 'axis:int=-1 largest:int=1 sorted:int=1'],
  ]),
];
