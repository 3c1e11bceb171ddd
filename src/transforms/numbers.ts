import { type AppliedConstant, type Constant, elementCount, type TensorConstant } from '../graph';
import { computeSmall } from './small';

/** Constants with more elements are never read by rules. */
const readLimit = 4096;

const cache = new WeakMap<Constant, readonly number[] | null>();

/**
 * The elements of a small constant in row-major order, or null when it is too large, not at hand (external) or of a type
 * that doubles do not hold. Computed constants of at most 64 elements are computed from their inputs.
 */
export function numbersOf(constant: Constant): readonly number[] | null {
  if (elementCount(constant.shape) > readLimit) return null;
  const cached = cache.get(constant);
  if (cached !== undefined) return cached;
  const numbers = constant.kind === 'tensor' ? decode(constant) : fromInputs(constant);
  cache.set(constant, numbers);
  return numbers;
}

/** Whether a number is an integer that is known: the largest that a double holds also stands for all beyond. */
export const isExact = (n: unknown): n is number =>
  Number.isSafeInteger(n) && Math.abs(n as number) < Number.MAX_SAFE_INTEGER;

/** What stands for “to the end” in a Slice: larger than any dimension, and exact in every integer type. */
const farEnd = 2 ** 31 - 1;

/**
 * The elements of a small integer constant with those of great size clamped to ±`farEnd`: for the starts and ends of
 * Slices, where exporters write 2⁶³ − 1, which a double does not hold.
 */
export function clampedIntegersOf(constant: Constant): readonly number[] | null {
  const exact = numbersOf(constant);
  if (exact !== null) return exact.map(clampEnd);
  if (constant.kind !== 'tensor' || constant.dtype !== 'int64') return null;
  const { source } = constant;
  if (source.at !== 'bytes' && source.at !== 'lazy') return null;
  const bytes = source.at === 'bytes' ? source.bytes : source.read();
  const count = elementCount(constant.shape);
  if (count > readLimit || bytes.byteLength < count * 8) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: count }, (_, i) => clampEnd(Number(view.getBigInt64(i * 8, true))));
}

/** One start or end of a Slice, clamped. */
export const clampEnd = (n: number): number => Math.min(Math.max(n, -farEnd), farEnd);

function fromInputs(constant: AppliedConstant): readonly number[] | null {
  return constant.output === 0 ? computeSmall(constant, numbersOf) : null;
}

function decode(constant: TensorConstant): readonly number[] | null {
  const { source, dtype } = constant;
  if (source.at !== 'bytes' && source.at !== 'lazy') return null;
  const bytes = source.at === 'bytes' ? source.bytes : source.read();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const width = widths[dtype];
  const read = readers[dtype];
  if (width === undefined || read === undefined) return null;
  const count = elementCount(constant.shape);
  if (bytes.byteLength < count * width) return null;
  const numbers = new Array<number>(count);
  for (let i = 0; i < count; i++) numbers[i] = read(view, i * width);
  return numbers.every((n) => Number.isSafeInteger(n) || !dtype.includes('int64')) ? numbers : null;
}

const widths: Readonly<Partial<Record<TensorConstant['dtype'], number>>> = {
  float32: 4,
  float64: 8,
  int64: 8,
  uint64: 8,
  int32: 4,
  uint32: 4,
  int16: 2,
  uint16: 2,
  int8: 1,
  uint8: 1,
  bool: 1,
  float16: 2,
};

const readers: Readonly<Partial<Record<TensorConstant['dtype'], (view: DataView, at: number) => number>>> = {
  float32: (view, at) => view.getFloat32(at, true),
  float64: (view, at) => view.getFloat64(at, true),
  int64: (view, at) => Number(view.getBigInt64(at, true)),
  uint64: (view, at) => Number(view.getBigUint64(at, true)),
  int32: (view, at) => view.getInt32(at, true),
  uint32: (view, at) => view.getUint32(at, true),
  int16: (view, at) => view.getInt16(at, true),
  uint16: (view, at) => view.getUint16(at, true),
  int8: (view, at) => view.getInt8(at),
  uint8: (view, at) => view.getUint8(at),
  bool: (view, at) => view.getUint8(at),
  float16: (view, at) => fromHalf(view.getUint16(at, true)),
};

/** IEEE 754 binary16 bits as a number. */
function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >>> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
