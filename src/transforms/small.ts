import { type AppliedConstant, type Constant, type DType, elementCount, isInteger } from '../graph';

/** Constants with at most this many elements may be computed while rewriting. */
const smallLimit = 64;

type Read = (constant: Constant) => readonly number[] | null;

/**
 * The elements of a small computed constant, or null where this little interpreter does not know the operator, the type
 * or an input. Only correctly rounded arithmetic is done here, so the result has the bits that a runtime computes.
 */
export function computeSmall(constant: AppliedConstant, read: Read): readonly number[] | null {
  const count = elementCount(constant.shape);
  if (count > smallLimit || constant.domain !== '') return null;
  const [a, b] = constant.inputs;
  if (!a) return null;
  const x = elementCount(a.shape) <= smallLimit ? read(a) : null;
  if (x === null) return null;
  if (moves.has(constant.op)) return x.length === count ? x : null;
  const single = unary[constant.op];
  if (single !== undefined) return rounded(constant.dtype, x.map(single));
  const pair = binary[constant.op];
  if (pair === undefined || !b || constant.inputs.length !== 2) return null;
  const y = elementCount(b.shape) <= smallLimit ? read(b) : null;
  if (y === null) return null;
  const at = (shape: readonly number[]) => broadcastIndex(shape, constant.shape);
  const [left, right] = [at(a.shape), at(b.shape)];
  const out = Array.from({ length: count }, (_, i) =>
    pair(x[left(i)] ?? 0, y[right(i)] ?? 0, isInteger(constant.dtype)),
  );
  return out.every((n) => n !== null) ? rounded(constant.dtype, out) : null;
}

/** Operators that keep the order of the elements. */
const moves = new Set(['Reshape', 'Squeeze', 'Unsqueeze', 'Flatten', 'Identity']);

const unary: Readonly<Record<string, (x: number) => number>> = {
  Neg: (x) => -x,
  Sqrt: Math.sqrt,
  Reciprocal: (x) => 1 / x,
  Abs: Math.abs,
};

const binary: Readonly<Record<string, (x: number, y: number, integer: boolean) => number | null>> = {
  Add: (x, y) => x + y,
  Sub: (x, y) => x - y,
  Mul: (x, y) => x * y,
  Div: (x, y, integer) => (integer ? (y === 0 ? null : Math.trunc(x / y)) : x / y),
};

/** Rounded to the type, or null where the type is not one of those that can be rounded exactly here. */
function rounded(dtype: DType, values: readonly number[]): readonly number[] | null {
  if (dtype === 'float32') return values.map(Math.fround);
  if (dtype === 'float64') return values;
  const limit = dtype === 'int64' ? Number.MAX_SAFE_INTEGER : dtype === 'int32' ? 2 ** 31 - 1 : 0;
  return limit > 0 && values.every((v) => Number.isInteger(v) && Math.abs(v) <= limit) ? values : null;
}

/** Maps an index into `to` (row-major) to the index into `from`, which broadcasts to it. */
function broadcastIndex(from: readonly number[], to: readonly number[]): (index: number) => number {
  const strides = new Array<number>(to.length).fill(0);
  let stride = 1;
  for (let i = from.length - 1; i >= 0; i--) {
    const dim = from[i] ?? 1;
    strides[to.length - from.length + i] = dim === 1 ? 0 : stride;
    stride *= dim;
  }
  return (index) => {
    let at = 0;
    for (let i = to.length - 1; i >= 0; i--) {
      const dim = to[i] ?? 1;
      at += (index % dim) * (strides[i] ?? 0);
      index = Math.floor(index / dim);
    }
    return at;
  };
}
