import { CodedError } from '../core';
import { type DType, floatToHalf } from '../graph';

/** A tensor in ordinary memory: raw little-endian bytes, as in ONNX raw data. */
export interface HostTensor {
  readonly dtype: DType;
  readonly shape: readonly number[];
  readonly bytes: Uint8Array;
}

/** Tensors by the name of the model's input or output. */
export type TensorMap = ReadonlyMap<string, HostTensor>;

/** Element types that onnxruntime-web can pass in and out. */
const passable = [
  'float32',
  'float16',
  'float64',
  'int8',
  'uint8',
  'int16',
  'uint16',
  'int32',
  'uint32',
  'int64',
  'uint64',
  'bool',
] as const satisfies readonly DType[];

export type PassableType = (typeof passable)[number];

const passableSet: ReadonlySet<string> = new Set(passable);
export const isPassable = (dtype: string): dtype is PassableType => passableSet.has(dtype);

/** @throws CodedError INPUT_UNSUPPORTED for strings and types that ORT-web does not pass. */
export function passableType(dtype: string, what: string): PassableType {
  if (isPassable(dtype)) return dtype;
  throw new CodedError('INPUT_UNSUPPORTED', `${what} has type ${dtype}, which cannot be passed`, what);
}

/** An array over the same bytes, copied only when they are not aligned. float16 comes as its 16-bit patterns. */
export function typedView(dtype: PassableType, bytes: Uint8Array) {
  const make = <T>(
    type: { new (buffer: ArrayBufferLike, offset: number, length: number): T },
    size: number,
  ): T => {
    const aligned = bytes.byteOffset % size === 0 ? bytes : bytes.slice();
    return new type(aligned.buffer, aligned.byteOffset, Math.floor(aligned.byteLength / size));
  };
  switch (dtype) {
    case 'float32':
      return make(Float32Array, 4);
    case 'float64':
      return make(Float64Array, 8);
    case 'int8':
      return make(Int8Array, 1);
    case 'int16':
      return make(Int16Array, 2);
    case 'float16':
    case 'uint16':
      return make(Uint16Array, 2);
    case 'int32':
      return make(Int32Array, 4);
    case 'uint32':
      return make(Uint32Array, 4);
    case 'int64':
      return make(BigInt64Array, 8);
    case 'uint64':
      return make(BigUint64Array, 8);
    case 'uint8':
    case 'bool':
      return make(Uint8Array, 1);
  }
}

/** The value of a half-precision bit pattern. */
function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** Any numeric tensor's elements as doubles (64-bit integers are rounded; bool as 0 and 1). */
export function toDoubles(tensor: HostTensor): Float64Array {
  const view = typedView(passableType(tensor.dtype, 'a tensor'), tensor.bytes);
  const out = new Float64Array(view.length);
  if (tensor.dtype === 'float16') {
    for (let i = 0; i < out.length; i++) out[i] = halfToNumber(Number(view[i]));
  } else {
    for (let i = 0; i < out.length; i++) out[i] = Number(view[i]);
  }
  return out;
}

/** Bytes of `values` in a type; integers are truncated towards zero. */
export function fromNumbers(dtype: PassableType, values: ArrayLike<number>): Uint8Array {
  const n = values.length;
  const store = <T extends { [i: number]: unknown; readonly buffer: ArrayBufferLike }>(
    array: T,
    cast: (x: number) => unknown,
  ): Uint8Array => {
    for (let i = 0; i < n; i++) array[i] = cast(values[i] ?? 0);
    return new Uint8Array(array.buffer);
  };
  const same = (x: number) => x;
  const big = (x: number) => BigInt(Math.trunc(x));
  switch (dtype) {
    case 'float32':
      return store(new Float32Array(n), same);
    case 'float64':
      return store(new Float64Array(n), same);
    case 'float16':
      return store(new Uint16Array(n), floatToHalf);
    case 'int8':
      return store(new Int8Array(n), same);
    case 'uint8':
      return store(new Uint8Array(n), same);
    case 'int16':
      return store(new Int16Array(n), same);
    case 'uint16':
      return store(new Uint16Array(n), same);
    case 'int32':
      return store(new Int32Array(n), same);
    case 'uint32':
      return store(new Uint32Array(n), same);
    case 'int64':
      return store(new BigInt64Array(n), big);
    case 'uint64':
      return store(new BigUint64Array(n), big);
    case 'bool':
      return store(new Uint8Array(n), (x) => (x === 0 ? 0 : 1));
  }
}
