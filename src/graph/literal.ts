import { assert } from '../core';
import { elementCount, type TensorConstant } from './constant';
import { type DType, dtypeBits, storageBytes } from './dtype';
import { floatToBfloat, floatToHalf } from './floats';

type Writer = (view: DataView, offset: number, value: number) => void;

const writers: Partial<Record<DType, Writer>> = {
  float32: (view, at, v) => view.setFloat32(at, v, true),
  float64: (view, at, v) => view.setFloat64(at, v, true),
  float16: (view, at, v) => view.setUint16(at, floatToHalf(v), true),
  bfloat16: (view, at, v) => view.setUint16(at, floatToBfloat(v), true),
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
