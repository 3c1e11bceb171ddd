import type { DType } from '../../graph';
import type { WeightStatistics } from './protocol';

const BINS = 32;
/** How many values are written out. */
const FIRST = 12;

/** Elements of raw little-endian bytes as doubles, or null for types that have no plain number per element. */
function reader(dtype: DType, bytes: Uint8Array): { readonly count: number; at(i: number): number } | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const of = (width: number, at: (i: number) => number) => ({ count: Math.floor(bytes.length / width), at });
  switch (dtype) {
    case 'float32':
      return of(4, (i) => view.getFloat32(4 * i, true));
    case 'float64':
      return of(8, (i) => view.getFloat64(8 * i, true));
    case 'float16':
      return of(2, (i) => half(view.getUint16(2 * i, true)));
    case 'bfloat16':
      return of(2, (i) => bfloat(view.getUint16(2 * i, true)));
    case 'int8':
      return of(1, (i) => view.getInt8(i));
    case 'uint8':
    case 'bool':
      return of(1, (i) => view.getUint8(i));
    case 'int16':
      return of(2, (i) => view.getInt16(2 * i, true));
    case 'uint16':
      return of(2, (i) => view.getUint16(2 * i, true));
    case 'int32':
      return of(4, (i) => view.getInt32(4 * i, true));
    case 'uint32':
      return of(4, (i) => view.getUint32(4 * i, true));
    case 'int64':
      return of(8, (i) => Number(view.getBigInt64(8 * i, true)));
    case 'uint64':
      return of(8, (i) => Number(view.getBigUint64(8 * i, true)));
    default:
      return null;
  }
}

/** IEEE 754 binary16. */
function half(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

const scratch = new DataView(new ArrayBuffer(4));

/** bfloat16: the upper half of a float32. */
function bfloat(bits: number): number {
  scratch.setUint32(0, bits << 16);
  return scratch.getFloat32(0);
}

/** Statistics of a tensor from its raw bytes; null for element types without plain numbers (strings, 4-bit, float8). */
export function weightStatistics(dtype: DType, bytes: Uint8Array, random: boolean): WeightStatistics | null {
  const data = reader(dtype, bytes);
  if (data === null) return null;
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  let sum = 0;
  let zeros = 0;
  let nonFinite = 0;
  for (let i = 0; i < data.count; i++) {
    const x = data.at(i);
    if (!Number.isFinite(x)) {
      nonFinite++;
      continue;
    }
    if (x < min) min = x;
    if (x > max) max = x;
    if (x === 0) zeros++;
    sum += x;
  }
  const finite = data.count - nonFinite;
  const mean = finite > 0 ? sum / finite : 0;
  const histogram = new Array<number>(BINS).fill(0);
  let squares = 0;
  const scale = max > min ? BINS / (max - min) : 0;
  for (let i = 0; i < data.count; i++) {
    const x = data.at(i);
    if (!Number.isFinite(x)) continue;
    squares += (x - mean) ** 2;
    const bin = Math.min(BINS - 1, Math.floor((x - min) * scale));
    histogram[bin] = (histogram[bin] ?? 0) + 1;
  }
  return {
    count: data.count,
    min: finite > 0 ? min : 0,
    max: finite > 0 ? max : 0,
    mean,
    deviation: finite > 0 ? Math.sqrt(squares / finite) : 0,
    zeros,
    nonFinite,
    histogram,
    first: Array.from({ length: Math.min(FIRST, data.count) }, (_, i) => data.at(i)),
    random,
  };
}
