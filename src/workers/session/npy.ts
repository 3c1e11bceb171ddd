import type { DType } from '../../graph';

const names: Partial<Readonly<Record<DType, string>>> = {
  float16: '<f2',
  float32: '<f4',
  float64: '<f8',
  int8: '|i1',
  int16: '<i2',
  int32: '<i4',
  int64: '<i8',
  uint8: '|u1',
  uint16: '<u2',
  uint32: '<u4',
  uint64: '<u8',
  bool: '|b1',
  complex64: '<c8',
  complex128: '<c16',
};

/** A .npy file's version, magic string and length field take this many bytes before its header. */
const PREFIX = 10;

/**
 * What comes before the values in a NumPy file of version 1.0 (numpy.lib.format): the values follow as they are, little-endian
 * and in row-major order. Null for element types that NumPy does not have (bfloat16, float8, 4-bit, strings).
 */
export function npyHeader(dtype: DType, shape: readonly number[]): Uint8Array<ArrayBuffer> | null {
  const name = names[dtype];
  if (name === undefined) return null;
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
  const text = `{'descr': '${name}', 'fortran_order': False, 'shape': ${tuple}, }`;
  // The values begin at a multiple of 64, and the header ends with a line feed.
  const length = Math.ceil((PREFIX + text.length + 1) / 64) * 64 - PREFIX;
  const made = new Uint8Array(PREFIX + length);
  made.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, length & 0xff, length >> 8]);
  made.set(new TextEncoder().encode(`${text.padEnd(length - 1)}\n`), PREFIX);
  return made;
}
