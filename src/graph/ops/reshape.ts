import { dimDivExact, dimFloorDiv, dimMul, freshDim, symbolsOf } from '../dim';
import type { Dim, Node, Value } from '../types';
import { attr, bad, defineOp } from './define';
import { entries, zipEntries } from './known';
import { isSmall, maxKnown, transposePlaces } from './layout';
import type { InferContext, OpSchema } from './schema';
import {
  attrInt,
  attrInts,
  broadcastDims,
  dtype,
  knownInts,
  knownNumbers,
  normalAxis,
  out,
  shape,
} from './support';

export const product = (dims: readonly Dim[]): Dim => dims.reduce<Dim>((a, b) => dimMul(a, b), 1);

/** Length of a shape tensor, when its own shape tells it: the rank of what it describes. */
export function lengthOf(value: Value | null | undefined): number | null {
  const length = shape(value)?.[0];
  return typeof length === 'number' && length >= 0 && length <= 64 ? length : null;
}

/** `rank` unknown dimensions. */
export const unknownShape = (rank: number | null): readonly Dim[] | null =>
  rank === null ? null : Array.from({ length: rank }, () => freshDim());

/** An entry of a shape tensor as a dimension: what may be negative or undecided is unknown. */
const asDim = (entry: Dim): Dim => {
  if (typeof entry === 'number') return entry;
  return entry.startsWith('?$') && symbolsOf(entry).has(entry) ? freshDim() : entry;
};

/**
 * The shape that Reshape gives: 0 copies the input's dimension (unless `allowZero`), one −1 takes what is left, with
 * equal symbolic factors divided out.
 */
function reshapeTo(dims: readonly Dim[] | null, target: readonly Dim[], allowZero: boolean): readonly Dim[] {
  let hole = -1;
  const result = target.map((entry, i): Dim => {
    if (entry === -1) {
      if (hole >= 0) throw bad('more than one −1 in the target shape');
      hole = i;
      return 1;
    }
    if (typeof entry === 'number' && entry < 0) throw bad(`${entry} in the target shape`);
    if (entry !== 0 || allowZero) return asDim(entry);
    if (dims !== null && i >= dims.length) throw bad(`0 at ${i} copies a dimension that the input has not`);
    return dims?.[i] ?? freshDim();
  });
  if (hole < 0) {
    checkCounts(dims, result);
    return result;
  }
  if (dims === null) return result.with(hole, freshDim());
  return result.with(hole, solveHole(dims, result));
}

function checkCounts(dims: readonly Dim[] | null, result: readonly Dim[]): void {
  if (dims === null) return;
  const [before, after] = [product(dims), product(result)];
  if (typeof before === 'number' && typeof after === 'number' && before !== after) {
    throw bad(`cannot reshape [${dims.join(', ')}] to [${result.join(', ')}]`);
  }
}

/** What −1 stands for: equal factors cancel one by one first, so that unknown dimensions and zeros cancel too. */
function solveHole(dims: readonly Dim[], others: readonly Dim[]): Dim {
  const left = [...dims];
  const right: Dim[] = [];
  for (const dim of others) {
    const at = left.indexOf(dim);
    if (at >= 0) left.splice(at, 1);
    else right.push(dim);
  }
  const [total, rest] = [product(left), product(right)];
  if (rest === 0) return total === 0 ? 0 : freshDim();
  const exact = dimDivExact(total, rest);
  if (exact !== null) return exact;
  if (typeof total === 'number' && typeof rest === 'number') {
    throw bad(`cannot reshape [${dims.join(', ')}]: ${total} does not divide by ${rest}`);
  }
  return dimFloorDiv(total, rest);
}

function reshape({ node, inputs: [x, target] }: InferContext, wanted: readonly Dim[] | null) {
  const allowZero = attrInt(node, 'allowzero', 0) !== 0;
  const dims = shape(x);
  const result = wanted === null ? unknownShape(lengthOf(target)) : reshapeTo(dims, wanted, allowZero);
  return [out(dtype(x), result, entries(x))];
}

const reshapes = [
  defineOp({
    op: 'Reshape',
    inputs: 1,
    attrs: { shape: attr.ints(), consumed_inputs: attr.ints() },
    infer: (context) => reshape(context, attrInts(context.node, 'shape')),
  }),
  ...[5, 14].map((since) =>
    defineOp({
      op: 'Reshape',
      since,
      inputs: 2,
      attrs: since < 14 ? {} : { allowzero: attr.int(0) },
      infer: (context) => reshape(context, knownInts(context.inputs[1])),
    }),
  ),
];

/** Everything before `axis` becomes one dimension, and everything from it on another. */
const flatten = defineOp({
  op: 'Flatten',
  inputs: 1,
  attrs: { axis: attr.int(1) },
  infer: ({ node, inputs: [x] }) => {
    const dims = shape(x);
    if (dims === null) return [out(dtype(x), unknownShape(2))];
    const axis = attrInt(node, 'axis', 1);
    const at = axis < 0 ? axis + dims.length : axis;
    if (at < 0 || at > dims.length) throw bad(`axis ${axis} is outside a rank of ${dims.length}`);
    return [out(dtype(x), [product(dims.slice(0, at)), product(dims.slice(at))], entries(x))];
  },
});

/** Axes from an attribute (until opset 12) or from an input; `undefined`: given, but not known. */
export function axesOf(node: Node, input: Value | null | undefined): readonly number[] | null | undefined {
  const fromAttr = attrInts(node, 'axes');
  if (fromAttr !== null || !input) return fromAttr;
  return knownNumbers(input) ?? undefined;
}

function squeeze({ node, inputs: [x, given] }: InferContext) {
  const dims = shape(x);
  const axes = axesOf(node, given);
  if (dims === null) return [out(dtype(x), null)];
  const kept = axes === null ? squeezeOnes(dims) : axes && squeezeAxes(dims, axes);
  const count = lengthOf(given);
  const rank = axes === undefined && count !== null ? dims.length - count : null;
  if (rank !== null && rank < 0) throw bad(`squeezes ${count} of ${dims.length} dimensions`);
  const result = kept ?? unknownShape(rank);
  return [out(dtype(x), result, entries(x))];
}

/** Without axes every 1 goes: which dimensions those are must be known. */
function squeezeOnes(dims: readonly Dim[]): readonly Dim[] | null {
  return dims.every((dim) => typeof dim === 'number') ? dims.filter((dim) => dim !== 1) : null;
}

function squeezeAxes(dims: readonly Dim[], axes: readonly number[]): readonly Dim[] {
  const drop = new Set(axes.map((axis) => normalAxis(axis, dims.length)));
  return dims.filter((dim, i) => {
    if (!drop.has(i)) return true;
    if (typeof dim === 'number' && dim !== 1) throw bad(`cannot squeeze axis ${i} of [${dims.join(', ')}]`);
    return false;
  });
}

function unsqueeze({ node, inputs: [x, given] }: InferContext) {
  const dims = shape(x);
  const axes = axesOf(node, given);
  if (dims === null) return [out(dtype(x), null)];
  if (axes === undefined || axes === null) {
    const count = lengthOf(given);
    return [out(dtype(x), unknownShape(count === null ? null : dims.length + count))];
  }
  const rank = dims.length + axes.length;
  const added = new Set(axes.map((axis) => normalAxis(axis, rank)));
  if (added.size !== axes.length) throw bad(`axes [${axes.join(', ')}] repeat`);
  let next = 0;
  const result = Array.from({ length: rank }, (_, i): Dim => (added.has(i) ? 1 : (dims[next++] ?? 1)));
  return [out(dtype(x), result, entries(x))];
}

/** Axes were an attribute until opset 13 made them an input. */
const byAxes = (op: string, optional: boolean, infer: OpSchema['infer']): readonly OpSchema[] => [
  defineOp({ op, inputs: 1, attrs: { axes: attr.ints() }, infer }),
  defineOp({ op, since: 13, inputs: optional ? [1, 2] : 2, infer }),
];

const transpose = defineOp({
  op: 'Transpose',
  inputs: 1,
  attrs: { perm: attr.ints() },
  infer: ({ node, inputs: [x] }) => {
    const dims = shape(x);
    const perm = attrInts(node, 'perm');
    if (dims === null) return [out(dtype(x), unknownShape(perm?.length ?? null))];
    const order = perm ?? dims.map((_, i) => dims.length - 1 - i);
    if (order.length !== dims.length || new Set(order).size !== order.length) {
      throw bad(`perm [${order.join(', ')}] does not permute [${dims.join(', ')}]`);
    }
    const result = order.map((axis) => dims[normalAxis(axis, dims.length)] ?? 1);
    const known = isSmall(dims) ? entries(x) : null;
    if (known === null || !isSmall(dims)) return [out(dtype(x), result)];
    return [
      out(
        dtype(x),
        result,
        transposePlaces(dims, order).map((place) => known[place] ?? 0),
      ),
    ];
  },
});

/** Broadcasts in both directions: a 1 in the target shape keeps the input's dimension. */
const expand = defineOp({
  op: 'Expand',
  since: 8,
  inputs: 2,
  infer: ({ inputs: [x, target] }) => {
    const dims = shape(x);
    const wanted = knownInts(target)?.map(asDim) ?? null;
    if (dims === null || wanted === null) {
      const length = lengthOf(target);
      const rank = dims === null || length === null ? null : Math.max(dims.length, length);
      return [out(dtype(x), unknownShape(rank))];
    }
    const rank = Math.max(dims.length, wanted.length);
    const result = Array.from({ length: rank }, (_, i) =>
      broadcastDims(dims[i - rank + dims.length] ?? 1, wanted[i - rank + wanted.length] ?? 1),
    );
    return [
      out(
        dtype(x),
        result,
        zipEntries(x, x, result, (entry) => entry),
      ),
    ];
  },
});

const tile = defineOp({
  op: 'Tile',
  since: 6,
  inputs: 2,
  infer: ({ inputs: [x, repeats] }) => {
    const dims = shape(x);
    const counts = knownInts(repeats);
    if (dims === null) return [out(dtype(x), unknownShape(lengthOf(repeats)))];
    if (counts === null) return [out(dtype(x), unknownShape(dims.length))];
    if (counts.length !== dims.length) throw bad(`${counts.length} repeats for a rank of ${dims.length}`);
    if (counts.some((count) => typeof count === 'number' && count < 0))
      throw bad('a negative count of repeats');
    const result = dims.map((dim, i) => dimMul(dim, asDim(counts[i] ?? 1)));
    const once = entries(x);
    const count = counts[0];
    const vector = once !== null && dims.length === 1 && typeof count === 'number' && count >= 0;
    const known = vector && count <= maxKnown && count * once.length <= maxKnown;
    const repeated = known ? Array.from({ length: count }, () => once).flat() : null;
    return [out(dtype(x), result, repeated)];
  },
});

/** The first Tile repeated along one axis, both given as scalars. */
const tileAlong = defineOp({
  op: 'Tile',
  inputs: 3,
  infer: ({ inputs: [x, tiles, axis] }) => {
    const dims = shape(x);
    const [count] = knownInts(tiles) ?? [];
    const [at] = knownNumbers(axis) ?? [];
    if (dims === null || count === undefined || at === undefined) {
      return [out(dtype(x), unknownShape(dims?.length ?? null))];
    }
    const index = normalAxis(at, dims.length);
    return [out(dtype(x), dims.with(index, dimMul(dims[index] ?? 1, count)))];
  },
});

export const reshapeSchemas: readonly OpSchema[] = [
  ...reshapes,
  flatten,
  ...byAxes('Squeeze', true, squeeze),
  ...byAxes('Unsqueeze', false, unsqueeze),
  transpose,
  expand,
  tile,
  tileAlong,
];
