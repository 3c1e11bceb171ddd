import { elementCount } from '../constant';
import { dimAdd, dimBounds, dimCeilDiv, dimMax, dimMul, dimSub, freshDim } from '../dim';
import { type DType, dtypeOf, isFloat } from '../dtype';
import type { Dim, Node, Value } from '../types';
import { sharedDtype } from './arithmetic';
import { attr, bad, defineOp, perOutputElement } from './define';
import { entries } from './known';
import { isSmall } from './layout';
import { readFloats, readInts } from './read';
import { lengthOf, product, unknownShape } from './reshape';
import type { InferredOutput, OpSchema } from './schema';
import {
  attrInt,
  attrTensor,
  dtype,
  knownInts,
  knownNumbers,
  maxKnown,
  normalAxis,
  out,
  shape,
} from './support';

/** The dimensions themselves become the contents; opset 15 added a range of them. */
const shapes = [1, 15].map((since) =>
  defineOp({
    op: 'Shape',
    since,
    inputs: 1,
    attrs: since < 15 ? {} : { start: attr.int(0), end: attr.int() },
    infer: ({ node, inputs: [x] }) => {
      const dims = shape(x);
      if (dims === null) return [out('int64', [freshDim()])];
      const clamp = (index: number) =>
        Math.max(0, Math.min(dims.length, index < 0 ? index + dims.length : index));
      const start = clamp(attrInt(node, 'start', 0));
      const end = Math.max(start, clamp(attrInt(node, 'end', dims.length)));
      return [out('int64', [end - start], dims.slice(start, end))];
    },
  }),
);

const sizeOf = defineOp({
  op: 'Size',
  inputs: 1,
  infer: ({ inputs: [x] }) => {
    const dims = shape(x);
    return [out('int64', [], dims === null ? null : [product(dims)])];
  },
});

/** The one attribute that a Constant has, as its output. */
function constantOutput(node: Node): InferredOutput | null {
  for (const [name, attribute] of node.attrs) {
    if (attribute.kind === 'tensor') {
      const { dtype: element, shape: dims } = attribute.value;
      return out(element, dims, isSmall(dims) ? readInts(attribute.value) : null);
    }
    if (name === 'value_int' && attribute.kind === 'int') return out('int64', [], safe([attribute.value]));
    if (name === 'value_float')
      return out('float32', [], finite(attribute.kind === 'float' ? [attribute.value] : []));
    if (name === 'value_string') return out('string', []);
    if (name === 'value_ints' && attribute.kind === 'ints') {
      return out('int64', [attribute.value.length], safe(attribute.value));
    }
    if (attribute.kind === 'floats') {
      return out('float32', [attribute.value.length], finite(attribute.value));
    }
    if (attribute.kind === 'strings') return out('string', [attribute.value.length]);
  }
  return null;
}

const safe = (values: readonly (number | bigint)[]): readonly number[] | null =>
  values.every((value) => Number.isSafeInteger(Number(value))) ? values.map(Number) : null;

const finite = (values: readonly number[]): readonly number[] | null =>
  values.length > 0 && values.every(Number.isFinite) ? values : null;

const sparse = { kind: 'opaque' };
const constants = [
  [1, { value: attr.tensor() }],
  [11, { value: attr.tensor(), sparse_value: sparse }],
  [
    12,
    {
      value: attr.tensor(),
      sparse_value: sparse,
      value_int: attr.int(),
      value_ints: attr.ints(),
      value_float: attr.float(),
      value_floats: attr.floats(),
      value_string: attr.string(),
      value_strings: attr.strings(),
    },
  ],
] as const;

const constantOps = constants.map(([since, attrs]) =>
  defineOp({ op: 'Constant', since, inputs: 0, attrs, infer: ({ node }) => [constantOutput(node)] }),
);

/** Dimensions read from a shape tensor: a negative one is an error, and what may be negative is unknown. */
function dimsFrom(value: Value | null | undefined): readonly Dim[] | null {
  const known = knownInts(value);
  if (known === null) return unknownShape(lengthOf(value));
  return known.map((dim) => {
    if (typeof dim === 'number' && dim < 0) throw bad(`a dimension of ${dim}`);
    return dimBounds(dim)[0] === -Infinity && dim.toString().startsWith('?$') ? freshDim() : dim;
  });
}

const constantOfShape = defineOp({
  op: 'ConstantOfShape',
  since: 9,
  inputs: 1,
  attrs: { value: attr.tensor() },
  infer: ({ node, inputs: [wanted] }) => {
    const value = attrTensor(node, 'value');
    const element: DType = value?.dtype ?? 'float32';
    const dims = dimsFrom(wanted);
    const fill = value === null ? 0 : (readInts(value)?.[0] ?? readFloats(value)?.[0]);
    const follow = fill !== undefined && isSmall(dims);
    return [out(element, dims, follow ? Array.from({ length: elementCount(dims) }, () => fill) : null)];
  },
});

/**
 * max(0, ceil((limit − start) / delta)). ORT's kernels and its shape inference round the difference of single
 * precision differently: a length on which they disagree is not known.
 */
function rangeLength(start: Dim, limit: Dim, delta: Dim, element: DType | null): Dim {
  if (delta === 0) throw bad('a step of 0');
  if (typeof start === 'number' && typeof limit === 'number' && typeof delta === 'number') {
    const steps = (distance: number): number => Math.max(0, Math.ceil(distance / delta));
    const count = steps(limit - start);
    const agreed = element !== 'float32' || steps(Math.fround(limit - start)) === count;
    return agreed && Number.isSafeInteger(count) ? count : freshDim();
  }
  if (typeof delta !== 'number' && dimBounds(delta)[0] < 1) return freshDim();
  if (typeof delta === 'number' && !Number.isInteger(delta)) return freshDim();
  if (typeof start === 'number' && !Number.isInteger(start)) return freshDim();
  return dimMax(0, dimCeilDiv(dimSub(limit, start), delta));
}

const ranges = [11, 27].map((since) =>
  defineOp({
    op: 'Range',
    since,
    inputs: 3,
    attrs: since < 27 ? {} : { stash_type: attr.int(1) },
    infer: ({ inputs }) => {
      const element = sharedDtype(inputs);
      const [start, limit, delta] = inputs.map((input) => entries(input)?.[0]);
      if (start === undefined || limit === undefined || delta === undefined) {
        return [out(element, [freshDim()])];
      }
      const length = rangeLength(start, limit, delta, element);
      const whole = element !== null && !isFloat(element);
      const small = whole && typeof length === 'number' && length <= maxKnown;
      const known = small ? Array.from({ length }, (_, i) => dimAdd(start, dimMul(delta, i))) : null;
      return [out(element, [length], known)];
    },
    cost: perOutputElement(2),
  }),
);

/** A new axis of length `depth`; the values' type is the result's. */
const oneHot = defineOp({
  op: 'OneHot',
  since: 9,
  inputs: 3,
  attrs: { axis: attr.int(-1) },
  infer: ({ node, inputs: [indices, depth, values] }) => {
    const dims = shape(indices);
    if (dims === null) return [out(dtype(values), null)];
    const axis = normalAxis(attrInt(node, 'axis', -1), dims.length + 1);
    const size = entries(depth)?.[0] ?? freshDim();
    if (typeof size === 'number' && size < 0) throw bad(`a depth of ${size}`);
    return [out(dtype(values), dims.toSpliced(axis, 0, typeof size === 'number' ? Math.trunc(size) : size))];
  },
});

const eyeLike = defineOp({
  op: 'EyeLike',
  since: 9,
  inputs: 1,
  attrs: { dtype: attr.int(), k: attr.int(0) },
  infer: ({ node, inputs: [x] }) => {
    const dims = shape(x);
    if (dims !== null && dims.length !== 2) throw bad(`needs a matrix, not a rank of ${dims.length}`);
    const wanted = attrInt(node, 'dtype', 0);
    return [out(wanted === 0 ? dtype(x) : dtypeOf(wanted), dims)];
  },
});

/**
 * One column of indices for each element that is not zero, a row for each axis. A scalar has none, but ORT's kernel
 * gives it one and its shape inference does not.
 */
const nonZero = defineOp({
  op: 'NonZero',
  since: 9,
  inputs: 1,
  infer: ({ inputs: [x] }) => {
    const dims = shape(x);
    const known = knownNumbers(x);
    const count = known === null ? freshDim() : known.filter((entry) => entry !== 0).length;
    return [out('int64', [dims?.length || freshDim(), count])];
  },
});

/** Distinct elements of the flattened tensor, or distinct slices along an axis. */
const unique = defineOp({
  op: 'Unique',
  since: 11,
  inputs: 1,
  outputs: [1, 4],
  attrs: { axis: attr.int(), sorted: attr.int(1) },
  infer: ({ node, inputs: [x] }) => {
    const dims = shape(x);
    const found = freshDim();
    const places = out('int64', [found]);
    const axis = node.attrs.get('axis');
    if (axis?.kind !== 'int') {
      const all = dims === null ? freshDim() : product(dims);
      return [out(dtype(x), [found]), places, out('int64', [all]), places];
    }
    if (dims === null) return [out(dtype(x), null), places, out('int64', [freshDim()]), places];
    const at = normalAxis(Number(axis.value), dims.length);
    return [out(dtype(x), dims.with(at, found)), places, out('int64', [dims[at] ?? freshDim()]), places];
  },
});

export const generatorSchemas: readonly OpSchema[] = [
  ...shapes,
  sizeOf,
  ...constantOps,
  constantOfShape,
  ...ranges,
  oneHot,
  eyeLike,
  nonZero,
  unique,
];
