import { freshDim } from '../dim';
import { dtypeOf } from '../dtype';
import type { Dim, TensorType, Value, ValueType } from '../types';
import { attr, bad, defineOp } from './define';
import type { InferredOutput, OpSchema } from './schema';
import { attrInt, knownInts, normalAxis, out, shape, tensor } from './support';
import { unify } from './unify';

const many: [number, number] = [1, Number.POSITIVE_INFINITY];
const typed = (type: ValueType | null): InferredOutput => ({ type, known: null });

/** The element type of a sequence; null for anything unknown. */
function elementOf(value: Value | null | undefined): ValueType | null {
  const type = value?.type ?? null;
  if (type !== null && type.kind !== 'sequence') throw bad(`takes a sequence, not a ${type.kind}`);
  return type?.element ?? null;
}

const sequenceOf = (element: ValueType | null): InferredOutput => typed({ kind: 'sequence', element });

const empty = defineOp({
  op: 'SequenceEmpty',
  since: 11,
  inputs: 0,
  attrs: { dtype: attr.int() },
  infer: ({ node }) => {
    const element = dtypeOf(attrInt(node, 'dtype', 1));
    return [sequenceOf(element === null ? null : { kind: 'tensor', dtype: element, shape: null })];
  },
});

const construct = defineOp({
  op: 'SequenceConstruct',
  since: 11,
  inputs: many,
  infer: ({ inputs }) => {
    const types = inputs.map((input) => input?.type ?? null);
    return [sequenceOf(types.reduce((a, b) => unify(a, b)))];
  },
});

/** An element of an empty sequence's type has no shape: the first insertion decides nothing about later ones. */
const insert = defineOp({
  op: 'SequenceInsert',
  since: 11,
  inputs: [2, 3],
  infer: ({ inputs: [sequence, item] }) => {
    const element = elementOf(sequence);
    return [sequenceOf(element === null ? null : unify(element, item?.type ?? null))];
  },
});

const erase = defineOp({
  op: 'SequenceErase',
  since: 11,
  inputs: [1, 2],
  infer: ({ inputs: [sequence] }) => [sequenceOf(elementOf(sequence))],
});

/** Unknown dimensions of a sequence's elements differ from element to element. */
const at = defineOp({
  op: 'SequenceAt',
  since: 11,
  inputs: 2,
  infer: ({ inputs: [sequence] }) => [typed(renewed(elementOf(sequence)))],
});

function renewed(type: ValueType | null): ValueType | null {
  if (type?.kind !== 'tensor' || type.shape === null) return type;
  return { ...type, shape: type.shape.map((dim) => (isOpen(dim) ? freshDim() : dim)) };
}

const isOpen = (dim: Dim): boolean => typeof dim === 'string' && dim.startsWith('?');

const length = defineOp({
  op: 'SequenceLength',
  since: 11,
  inputs: 1,
  infer: () => [out('int64', [])],
});

/** Parts along an axis: of one element each when `split` is left out, where `keepdims` 0 drops the axis. */
function part(
  x: TensorType,
  axis: number,
  split: Value | null | undefined,
  keep: boolean,
): readonly Dim[] | null {
  const dims = x.shape;
  if (dims === null) return null;
  const place = normalAxis(axis, dims.length);
  if (!split) return keep ? dims.with(place, 1) : dims.toSpliced(place, 1);
  const sizes = knownInts(split);
  const [first] = sizes ?? [];
  const total = dims[place];
  const scalar = shape(split)?.length === 0;
  const even =
    scalar && typeof first === 'number' && typeof total === 'number' && first > 0 && total % first === 0;
  const equal = !scalar && first !== undefined && sizes?.every((size) => size === first);
  return dims.with(place, first !== undefined && (even || equal) ? first : freshDim());
}

const splitTo = defineOp({
  op: 'SplitToSequence',
  since: 11,
  inputs: [1, 2],
  attrs: { axis: attr.int(0), keepdims: attr.int(1) },
  infer: ({ node, inputs: [x, split] }) => {
    const type = tensor(x);
    if (type === null) return [sequenceOf(null)];
    const keep = attrInt(node, 'keepdims', 1) !== 0;
    return [sequenceOf({ ...type, shape: part(type, attrInt(node, 'axis', 0), split, keep) })];
  },
});

/** How many elements there are is not followed, so the joined axis is unknown. */
const concatFrom = defineOp({
  op: 'ConcatFromSequence',
  since: 11,
  inputs: 1,
  attrs: { axis: attr.int(), new_axis: attr.int(0) },
  infer: ({ node, inputs: [sequence] }) => {
    const element = elementOf(sequence);
    if (element?.kind !== 'tensor') return [typed(null)];
    if (element.shape === null) return [typed(element)];
    const axis = attrInt(node, 'axis', 0);
    const stack = attrInt(node, 'new_axis', 0) !== 0;
    const rank = element.shape.length;
    const place = normalAxis(axis, stack ? rank + 1 : rank);
    const dims = stack
      ? element.shape.toSpliced(place, 0, freshDim())
      : element.shape.with(place, freshDim());
    return [out(element.dtype, dims)];
  },
});

const optional = defineOp({
  op: 'Optional',
  since: 15,
  inputs: [0, 1],
  attrs: { type: { kind: 'opaque' } },
  infer: ({ inputs: [x] }) => [typed({ kind: 'optional', element: x?.type ?? null })],
});

/** Opset 18 also takes what is not an optional. */
const getElement = [15, 18].map((since) =>
  defineOp({
    op: 'OptionalGetElement',
    since,
    inputs: 1,
    infer: ({ inputs: [x] }) => {
      const type = x?.type ?? null;
      if (type?.kind === 'optional') return [typed(type.element)];
      if (type !== null && since < 18) throw bad(`takes an optional, not a ${type.kind}`);
      return [{ type, known: x?.known ?? null }];
    },
  }),
);

const hasElement = [15, 18].map((since) =>
  defineOp({
    op: 'OptionalHasElement',
    since,
    inputs: since < 18 ? 1 : [0, 1],
    infer: ({ inputs: [x] }) => {
      const certain = !x ? [0] : x.type !== null && x.type.kind !== 'optional' ? [1] : null;
      return [out('bool', [], certain)];
    },
  }),
);

export const sequenceSchemas: readonly OpSchema[] = [
  empty,
  construct,
  insert,
  erase,
  at,
  length,
  splitTo,
  concatFrom,
  optional,
  ...getElement,
  ...hasElement,
];
