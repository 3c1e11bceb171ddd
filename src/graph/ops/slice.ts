import {
  dimAdd,
  dimBounds,
  dimCeilDiv,
  dimCompare,
  dimMax,
  dimMin,
  dimSub,
  freshDim,
  freshInt,
} from '../dim';
import type { Dim, Value } from '../types';
import { attr, bad, defineOp } from './define';
import { entries } from './known';
import { isSmall, slicePlaces } from './layout';
import { lengthOf, unknownShape } from './reshape';
import type { InferContext, OpSchema } from './schema';
import { attrInts, dtype, knownInts, knownNumbers, maxKnown, normalAxis, out, shape } from './support';

/** Exporters write INT32_MAX or INT64_MAX for "until the end". */
const endless = 2 ** 31 - 1;

/**
 * An index as a place in [0, dim]: negative ones count from the end, large ones clamp. A symbolic index into a
 * dimension of known size (positions taken from a table) is taken to be in range. null: not even its sign is known.
 */
function place(index: Dim, dim: Dim): Dim | null {
  if (typeof index === 'number') {
    if (index >= endless) return dim;
    if (index <= -endless) return 0;
    return index < 0 ? dimMax(0, dimAdd(dim, index)) : dimMin(index, dim);
  }
  if (index === dim) return dim;
  const [low, high] = dimBounds(index);
  if (low >= 0) return typeof dim === 'number' && high > dim ? index : dimMin(index, dim);
  return high < 0 ? dimMax(0, dimAdd(dim, index)) : null;
}

const reachesEnd = (end: Dim, dim: Dim): boolean =>
  (typeof end === 'number' && end >= endless) || end === dim;

/** Length of `dim` sliced from `start` to `end` by `step`. */
export function sliceLength(dim: Dim, start: Dim, end: Dim, step: Dim): Dim {
  if (typeof step !== 'number') return freshDim();
  if (step === 0) throw bad('a step of 0');
  if (step < 0) return backwards(dim, start, end, step);
  if (step === 1 && typeof start === 'number' && start >= 0 && start < endless && reachesEnd(end, dim)) {
    return dimMax(0, dimSub(dim, start));
  }
  const [from, to] = [place(start, dim), place(end, dim)];
  if (from === null || to === null) return freshDim();
  const span = dimSub(to, from);
  return (dimCompare(to, from) ?? 1) <= 0 ? 0 : dimMax(0, step === 1 ? span : dimCeilDiv(span, step));
}

function backwards(dim: Dim, start: Dim, end: Dim, step: number): Dim {
  if (typeof start !== 'number' || typeof end !== 'number') return freshDim();
  if (typeof dim === 'number') {
    if (dim === 0) return 0;
    const from = Math.max(0, Math.min(dim - 1, start < 0 ? start + dim : start));
    const to = Math.max(-1, Math.min(dim - 1, end < 0 ? end + dim : end));
    return Math.max(0, Math.ceil((to - from) / step));
  }
  const whole = (start === -1 || start >= endless) && end <= -endless;
  return whole ? dimCeilDiv(dim, -step) : freshDim();
}

interface Bounds {
  readonly starts: readonly Dim[] | null;
  readonly ends: readonly Dim[] | null;
  /** undefined: given, but not known. */
  readonly axes: readonly number[] | null | undefined;
  readonly steps: readonly Dim[] | null | undefined;
  readonly count: number | null;
}

function sliceOf(x: Value | null | undefined, { starts, ends, axes, steps, count }: Bounds) {
  const dims = shape(x);
  if (dims === null) return [out(dtype(x), null)];
  const along = axes === null ? defaultAxes(starts?.length ?? ends?.length ?? count) : axes;
  if (along === null || along === undefined) return [out(dtype(x), unknownShape(dims.length))];
  const result = [...dims];
  along.forEach((axis, i) => {
    const at = normalAxis(axis, dims.length);
    const [start, end, step] = [starts?.[i], ends?.[i], steps === null ? 1 : steps?.[i]];
    const unknown = start === undefined || end === undefined || step === undefined;
    result[at] = unknown ? freshDim() : sliceLength(dims[at] ?? 1, start, end, step);
  });
  return [out(dtype(x), result, slicedEntries(x, dims, along, { starts, ends, steps }))];
}

const defaultAxes = (count: number | null): readonly number[] | null =>
  count === null ? null : Array.from({ length: count }, (_, i) => i);

/** The contents of a slice whose bounds are all numbers. */
function slicedEntries(
  x: Value | null | undefined,
  dims: readonly Dim[],
  along: readonly number[],
  { starts, ends, steps }: Pick<Bounds, 'starts' | 'ends' | 'steps'>,
): readonly Dim[] | null {
  const known = isSmall(dims) ? entries(x) : null;
  if (known === null || !isSmall(dims)) return null;
  const taken = dims.map((count) => ({ from: 0, step: 1, count }));
  for (const [i, axis] of along.entries()) {
    const [start, end, step] = [starts?.[i], ends?.[i], steps === null ? 1 : steps?.[i]];
    const at = normalAxis(axis, dims.length);
    const n = dims[at] ?? 1;
    if (typeof start !== 'number' || typeof end !== 'number' || typeof step !== 'number' || step === 0)
      return null;
    const last = step > 0 ? n : n - 1;
    const first = step > 0 ? 0 : -1;
    const clamp = (index: number, least: number) =>
      Math.max(least, Math.min(last, index < 0 ? index + n : index));
    const from = clamp(start, 0);
    taken[at] = {
      from,
      step,
      count: n === 0 ? 0 : Math.max(0, Math.ceil((clamp(end, first) - from) / step)),
    };
  }
  return slicePlaces(dims, taken).map((place) => known[place] ?? freshInt());
}

const slices = [
  defineOp({
    op: 'Slice',
    inputs: 1,
    attrs: { starts: attr.ints(), ends: attr.ints(), axes: attr.ints() },
    infer: ({ node, inputs: [x] }) => {
      const [starts, ends] = [attrInts(node, 'starts'), attrInts(node, 'ends')];
      return sliceOf(x, { starts, ends, axes: attrInts(node, 'axes'), steps: null, count: null });
    },
  }),
  defineOp({
    op: 'Slice',
    since: 10,
    inputs: [3, 5],
    infer: ({ inputs: [x, starts, ends, axes, steps] }) =>
      sliceOf(x, {
        starts: knownInts(starts),
        ends: knownInts(ends),
        axes: axes ? (knownNumbers(axes) ?? undefined) : null,
        steps: steps ? (knownInts(steps) ?? undefined) : null,
        count: lengthOf(starts),
      }),
  }),
];

function pad(
  x: Value | null | undefined,
  pads: readonly Dim[] | null,
  axes: readonly number[] | null | undefined,
) {
  const dims = shape(x);
  if (dims === null) return [out(dtype(x), null)];
  if (pads === null || axes === undefined)
    return [
      out(
        dtype(x),
        dims.map(() => freshDim()),
      ),
    ];
  const along = axes ?? dims.map((_, i) => i);
  if (pads.length !== 2 * along.length) throw bad(`${pads.length} pads for ${along.length} axes`);
  const result = [...dims];
  along.forEach((axis, i) => {
    const at = normalAxis(axis, dims.length);
    const around = dimAdd(pads[i] ?? 0, pads[i + along.length] ?? 0);
    const padded = dimAdd(dims[at] ?? 1, around);
    if (typeof padded === 'number' && padded < 0) throw bad(`pads take more from axis ${at} than it has`);
    result[at] = padded;
  });
  return [out(dtype(x), result)];
}

const mode = attr.string('constant');

/** Pads were an attribute until opset 11 made them an input; opset 18 added axes. */
const pads: readonly OpSchema[] = [
  defineOp({
    op: 'Pad',
    inputs: 1,
    attrs: { paddings: attr.ints(), mode, value: attr.float(0) },
    infer: ({ node, inputs: [x] }) => pad(x, attrInts(node, 'paddings'), null),
  }),
  defineOp({
    op: 'Pad',
    since: 2,
    inputs: 1,
    attrs: { pads: attr.ints(), mode, value: attr.float(0) },
    infer: ({ node, inputs: [x] }) => pad(x, attrInts(node, 'pads'), null),
  }),
  ...[11, 18].map((since) =>
    defineOp({
      op: 'Pad',
      since,
      inputs: since < 18 ? [2, 3] : [2, 4],
      attrs: { mode },
      infer: ({ inputs: [x, given, , axes] }: InferContext) =>
        pad(x, knownInts(given), axes ? (knownNumbers(axes) ?? undefined) : null),
    }),
  ),
];

/** How many of a mask's entries are set; null when that is not known. */
const countSet = (mask: Value | null | undefined): number | null => {
  const known = knownNumbers(mask);
  return known === null || known.length > maxKnown * 16 ? null : known.filter((entry) => entry !== 0).length;
};

/** Keeps what a mask selects along an axis, or of the flattened tensor. */
const compress = defineOp({
  op: 'Compress',
  since: 9,
  inputs: 2,
  attrs: { axis: attr.int() },
  infer: ({ node, inputs: [x, condition] }) => {
    const dims = shape(x);
    const axis = node.attrs.get('axis');
    const kept = countSet(condition) ?? freshDim();
    if (axis?.kind !== 'int') return [out(dtype(x), [kept])];
    return [out(dtype(x), dims?.with(normalAxis(Number(axis.value), dims.length), kept) ?? null)];
  },
});

/** Operators that permute or mask elements and keep the shape. */
const samePlaces: readonly OpSchema[] = [
  defineOp({
    op: 'Trilu',
    since: 14,
    inputs: [1, 2],
    attrs: { upper: attr.int(1) },
    infer: ({ inputs: [x] }) => {
      if ((shape(x)?.length ?? 2) < 2) throw bad('needs a matrix');
      return [out(dtype(x), shape(x))];
    },
  }),
  defineOp({
    op: 'ReverseSequence',
    since: 10,
    inputs: 2,
    attrs: { time_axis: attr.int(0), batch_axis: attr.int(1) },
    infer: ({ inputs: [x] }) => {
      if ((shape(x)?.length ?? 2) < 2) throw bad('needs a rank of 2 or more');
      return [out(dtype(x), shape(x))];
    },
  }),
];

export const sliceSchemas: readonly OpSchema[] = [...slices, ...pads, compress, ...samePlaces];
