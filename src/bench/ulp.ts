import type { DType } from '../graph';

const buffer = new DataView(new ArrayBuffer(8));

/** A number's place among all numbers of its type, so that neighbours differ by 1; null for types without. */
function place(value: number, dtype: DType): number | bigint | null {
  if (dtype === 'float32') {
    buffer.setFloat32(0, value);
    const bits = buffer.getInt32(0);
    return bits < 0 ? -(bits & 0x7fffffff) : bits;
  }
  if (dtype === 'float64') {
    buffer.setFloat64(0, value);
    const bits = buffer.getBigInt64(0);
    // Places of doubles are beyond what a number tells apart.
    return bits < 0n ? -(bits & 0x7fffffffffffffffn) : bits;
  }
  if (dtype === 'float16') {
    buffer.setFloat32(0, value);
    const bits = buffer.getInt32(0);
    // Half-precision values are spaced 2^13 apart among single-precision ones.
    return (bits < 0 ? -(bits & 0x7fffffff) : bits) / 8192;
  }
  return null;
}

/** Units in the last place between two finite numbers of a type; 0 for types that have none. */
export function ulpDistance(a: number, b: number, dtype: DType): number {
  const x = place(a, dtype);
  const y = place(b, dtype);
  if (typeof x === 'bigint' && typeof y === 'bigint') return Math.abs(Number(x - y));
  return typeof x === 'number' && typeof y === 'number' ? Math.abs(x - y) : 0;
}
