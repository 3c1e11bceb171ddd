import { dimAdd, dimCeilDiv, dimDivExact, dimMul, dimSub, freshDim, freshInt } from '../dim';
import type { Dim, Node, Value } from '../types';
import { sharedDtype } from './arithmetic';
import { attr, bad, defineOp } from './define';
import { entries, entriesOrUnknown } from './known';
import type { InferContext, OpSchema } from './schema';
import {
  attrInt,
  attrInts,
  attrString,
  dtype,
  knownInts,
  knownNumbers,
  normalAxis,
  out,
  sameDim,
  shape,
} from './support';

/** Concatenated shape: `axis` adds up, everything else must agree. */
function concatShape(shapes: readonly (readonly Dim[] | null)[], axis: number): readonly Dim[] | null {
  const first = shapes.find((dims) => dims !== null);
  if (!first) return null;
  const at = normalAxis(axis, first.length);
  const result = [...first];
  let total: Dim | null = 0;
  for (const dims of shapes) {
    if (dims === null) {
      total = null;
      continue;
    }
    if (dims.length !== first.length)
      throw bad(`ranks ${first.length} and ${dims.length} do not concatenate`);
    for (let i = 0; i < dims.length; i++) {
      if (i !== at) result[i] = definite(result[i] ?? 1, dims[i] ?? 1, i);
    }
    total = total === null ? null : dimAdd(total, dims[at] ?? 0);
  }
  result[at] = total ?? freshDim();
  return result;
}

const definite = (a: Dim, b: Dim, axis: number): Dim =>
  typeof a === 'string' && a.startsWith('?') ? b : sameDim(a, b, `axis ${axis}`);

/** The joined contents of small tensors; those that are not known contribute unknown entries. */
function joinEntries(inputs: readonly (Value | null)[]): readonly Dim[] | null {
  if (!inputs.some((input) => entries(input) !== null)) return null;
  const joined: Dim[] = [];
  for (const input of inputs) {
    const known = entriesOrUnknown(input);
    if (known === null) return null;
    joined.push(...known);
  }
  return joined;
}

const concats = [1, 4].map((since) =>
  defineOp({
    op: 'Concat',
    since,
    inputs: [1, Number.POSITIVE_INFINITY],
    attrs: { axis: attr.int() },
    infer: ({ node, inputs }) => {
      const axis = attrInt(node, 'axis', 1);
      const dims = concatShape(
        inputs.map((input) => shape(input)),
        axis,
      );
      // Row-major contents follow one another when the first axis grows.
      const at = dims === null ? 1 : normalAxis(axis, dims.length);
      return [out(sharedDtype(inputs), dims, at === 0 ? joinEntries(inputs) : null)];
    },
  }),
);

/** Sizes of `count` parts of a dimension; opset 18 lets the last part be smaller. */
function equalParts(dim: Dim, count: number, uneven: boolean): readonly Dim[] {
  if (!uneven || typeof dim === 'string') {
    const exact = dimDivExact(dim, count);
    if (exact !== null) return Array.from({ length: count }, () => exact);
    if (typeof dim === 'number') throw bad(`${dim} does not split into ${count} equal parts`);
    const each = dimCeilDiv(dim, count);
    const last = dimSub(dim, dimMul(each, count - 1));
    return Array.from({ length: count }, (_, i) => (i === count - 1 ? last : each));
  }
  const each = Math.ceil(dim / count);
  return Array.from({ length: count }, (_, i) => Math.max(0, Math.min(each, dim - i * each)));
}

/** The parts that Split makes of a dimension, by sizes or by count; null where the sizes are not known. */
function partsOf(context: InferContext, dim: Dim): readonly Dim[] | null {
  const { node, version, inputs } = context;
  const input = inputs[1];
  const sizes = attrInts(node, 'split') ?? (input ? knownInts(input) : undefined);
  if (sizes === null) return null;
  if (sizes === undefined) {
    const count = attrInt(node, 'num_outputs', node.outputs.length);
    if (!(count >= 1 && count <= 65_536)) throw bad(`splits into ${count} parts`);
    return equalParts(dim, count, version >= 18);
  }
  const total = sizes.reduce<Dim>((a, b) => dimAdd(a, b), 0);
  if (typeof total === 'number' && typeof dim === 'number' && total !== dim) {
    throw bad(`parts [${sizes.join(', ')}] do not add up to ${dim}`);
  }
  return sizes;
}

function split(context: InferContext) {
  const { node, inputs } = context;
  const [x] = inputs;
  const dims = shape(x);
  if (dims === null) return node.outputs.map(() => out(dtype(x), null));
  const at = normalAxis(attrInt(node, 'axis', 0), dims.length);
  const parts = partsOf(context, dims[at] ?? 1);
  const known = dims.length === 1 && parts?.every((part) => typeof part === 'number') ? entries(x) : null;
  let from: Dim = 0;
  return node.outputs.map((_, i) => {
    const part: Dim = parts?.[i] ?? freshDim();
    const start = from;
    const end = dimAdd(start, part);
    from = end;
    const follow = known !== null && typeof start === 'number' && typeof end === 'number';
    return out(dtype(x), dims.with(at, part), follow ? known.slice(start, end) : null);
  });
}

const many: [number, number] = [1, Number.POSITIVE_INFINITY];
const axis0 = { axis: attr.int(0) };

/** Part sizes were an attribute until opset 13 made them an input; opset 18 added `num_outputs`. */
const splits: readonly OpSchema[] = [
  defineOp({
    op: 'Split',
    inputs: [1, 2],
    outputs: many,
    attrs: { axis: attr.int(), split: attr.ints() },
    infer: split,
  }),
  defineOp({
    op: 'Split',
    since: 2,
    inputs: 1,
    outputs: many,
    attrs: { ...axis0, split: attr.ints() },
    infer: split,
  }),
  defineOp({ op: 'Split', since: 13, inputs: [1, 2], outputs: many, attrs: axis0, infer: split }),
  defineOp({
    op: 'Split',
    since: 18,
    inputs: [1, 2],
    outputs: many,
    attrs: { ...axis0, num_outputs: attr.int() },
    infer: split,
  }),
];

function gatheredEntries(data: Value | null | undefined, indices: Value | null | undefined, axis: number) {
  const known = axis === 0 && shape(data)?.length === 1 ? entries(data) : null;
  const at = known === null || (shape(indices)?.length ?? 2) > 1 ? null : knownNumbers(indices);
  return at?.map((index) => known?.[index < 0 ? index + known.length : index] ?? freshInt()) ?? null;
}

/** The indices' shape takes the place of the axis: a scalar index removes it. */
const gather = defineOp({
  op: 'Gather',
  inputs: 2,
  attrs: axis0,
  infer: ({ node, inputs: [data, indices] }) => {
    const [dims, places] = [shape(data), shape(indices)];
    if (dims === null || places === null) return [out(dtype(data), null)];
    const axis = normalAxis(attrInt(node, 'axis', 0), dims.length);
    const size = dims[axis];
    for (const index of typeof size === 'number' ? (knownInts(indices) ?? []) : []) {
      if (typeof index === 'number' && (index >= Number(size) || index < -Number(size))) {
        throw bad(`index ${index} is outside a dimension of ${size}`);
      }
    }
    const result = [...dims.slice(0, axis), ...places, ...dims.slice(axis + 1)];
    return [out(dtype(data), result, gatheredEntries(data, indices, axis))];
  },
});

/** [n, c·b², h, w] becomes [n, c, h·b, w·b], or the reverse. */
function blocks(node: Node, x: Value | null | undefined, toSpace: boolean) {
  const dims = shape(x);
  const size = attrInt(node, 'blocksize', 0);
  const mode = attrString(node, 'mode', 'DCR');
  if (mode !== 'DCR' && mode !== 'CRD') throw bad(`mode ${mode}`);
  if (size < 1) throw bad(`a blocksize of ${size}`);
  if (dims === null) return [out(dtype(x), [freshDim(), freshDim(), freshDim(), freshDim()])];
  const [n, c, h, w] = dims;
  if (dims.length !== 4 || n === undefined || c === undefined || h === undefined || w === undefined) {
    throw bad(`needs a rank of 4, not ${dims.length}`);
  }
  const divided = (dim: Dim, by: number): Dim => {
    const exact = dimDivExact(dim, by);
    if (exact === null && typeof dim === 'number') throw bad(`${dim} does not divide by ${by}`);
    return exact ?? freshDim();
  };
  const result = toSpace
    ? [n, divided(c, size * size), dimMul(h, size), dimMul(w, size)]
    : [n, dimMul(c, size * size), divided(h, size), divided(w, size)];
  return [out(dtype(x), result)];
}

const blocksize = attr.int();

const spaces: readonly OpSchema[] = [
  ...[1, 11].map((since) =>
    defineOp({
      op: 'DepthToSpace',
      since,
      inputs: 1,
      attrs: since < 11 ? { blocksize } : { blocksize, mode: attr.string('DCR') },
      infer: ({ node, inputs: [x] }) => blocks(node, x, true),
    }),
  ),
  ...[1, 28].map((since) =>
    defineOp({
      op: 'SpaceToDepth',
      since,
      inputs: 1,
      attrs: since < 28 ? { blocksize } : { blocksize, mode: attr.string('DCR') },
      infer: ({ node, inputs: [x] }) => blocks(node, x, false),
    }),
  ),
];

export const joinSchemas: readonly OpSchema[] = [...concats, ...splits, gather, ...spaces];
