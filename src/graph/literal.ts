import { assert } from '../core';
import { elementCount, type TensorConstant } from './constant';
import { type DType, dtypeBits, storageBytes } from './dtype';

const scratch = new DataView(new ArrayBuffer(8));

/** IEEE 754 binary16 bits of a number, rounded to nearest, ties to even; overflow gives infinity. */
export function float16Bits(value: number): number {
  scratch.setFloat32(0, value);
  const bits = scratch.getUint32(0);
  const sign = (bits >>> 16) & 0x8000;
  const exponent = (bits >>> 23) & 0xff;
  const fraction = bits & 0x7fffff;
  if (exponent === 0xff) return sign | 0x7c00 | (fraction === 0 ? 0 : 0x200);
  const target = exponent - 112;
  if (target >= 31) return sign | 0x7c00;
  if (target < -10) return sign;
  // Subnormal results shift the full significand; a carry out of the rounding moves into the exponent as it should.
  const significand = target > 0 ? fraction : fraction | 0x800000;
  const shift = target > 0 ? 13 : 14 - target;
  const kept = significand >>> shift;
  const rest = significand & ((1 << shift) - 1);
  const half = 1 << (shift - 1);
  const round = rest > half || (rest === half && (kept & 1) === 1) ? 1 : 0;
  return sign | ((target > 0 ? (target << 10) | kept : kept) + round);
}

/** bfloat16 bits of a number, rounded to nearest, ties to even. */
export function bfloat16Bits(value: number): number {
  scratch.setFloat32(0, value);
  const bits = scratch.getUint32(0);
  if (Number.isNaN(value)) return 0x7fc0;
  return ((bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16) & 0xffff;
}

type Writer = (view: DataView, offset: number, value: number) => void;

const writers: Partial<Record<DType, Writer>> = {
  float32: (view, at, v) => view.setFloat32(at, v, true),
  float64: (view, at, v) => view.setFloat64(at, v, true),
  float16: (view, at, v) => view.setUint16(at, float16Bits(v), true),
  bfloat16: (view, at, v) => view.setUint16(at, bfloat16Bits(v), true),
  int8: (view, at, v) => view.setInt8(at, v),
  uint8: (view, at, v) => view.setUint8(at, v),
  bool: (view, at, v) => view.setUint8(at, v === 0 ? 0 : 1),
  int16: (view, at, v) => view.setInt16(at, v, true),
  uint16: (view, at, v) => view.setUint16(at, v, true),
  int32: (view, at, v) => view.setInt32(at, v, true),
  uint32: (view, at, v) => view.setUint32(at, v, true),
};

/**
 * A small constant from its elements in row-major order: shape `[]` takes one. Types with a whole number of bytes,
 * strings and complex numbers excepted.
 */
export function literal(
  dtype: DType,
  shape: readonly number[],
  elements: readonly (number | bigint)[],
  name = '',
): TensorConstant {
  assert(elements.length === elementCount(shape), () => `${elements.length} elements for [${shape}]`);
  const bytes = new Uint8Array(storageBytes(dtype, elements.length));
  const view = new DataView(bytes.buffer);
  const width = dtypeBits(dtype) / 8;
  const write = writers[dtype];
  elements.forEach((element, i) => {
    if (dtype === 'int64') view.setBigInt64(i * 8, BigInt(element), true);
    else if (dtype === 'uint64') view.setBigUint64(i * 8, BigInt(element), true);
    else {
      assert(write, () => `literals of type ${dtype} are not supported`);
      write(view, i * width, Number(element));
    }
  });
  return { kind: 'tensor', dtype, shape, source: { at: 'bytes', bytes }, name };
}
