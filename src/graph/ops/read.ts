import { type Constant, elementCount } from '../constant';
import { type DType, storageBytes } from '../dtype';
import { bfloatToFloat, halfToFloat } from '../floats';

/** Small constants only: shapes, axes, pads, scales. */
const maxElements = 1024;

function viewOf(constant: Constant): DataView | null {
  if (constant.kind !== 'tensor') return null;
  const { source, dtype, shape } = constant;
  const count = elementCount(shape);
  if (!(count >= 0 && count <= maxElements)) return null;
  const bytes = source.at === 'bytes' ? source.bytes : source.at === 'lazy' ? source.read() : null;
  if (bytes === null || bytes.byteLength < storageBytes(dtype, count)) return null;
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** A signed 64-bit integer, saturated to ±(2^53 − 1): enough for the "until the end" values that exporters write. */
function int64At(view: DataView, offset: number): number {
  const number = view.getInt32(offset + 4, true) * 2 ** 32 + view.getUint32(offset, true);
  return Math.max(-Number.MAX_SAFE_INTEGER, Math.min(Number.MAX_SAFE_INTEGER, number));
}

const intReaders: Partial<Record<DType, readonly [bytes: number, (view: DataView, at: number) => number]>> = {
  int64: [8, int64At],
  uint64: [
    8,
    (view, at) => (view.getUint32(at + 4, true) >= 2 ** 21 ? Number.MAX_SAFE_INTEGER : int64At(view, at)),
  ],
  int32: [4, (view, at) => view.getInt32(at, true)],
  uint32: [4, (view, at) => view.getUint32(at, true)],
  int16: [2, (view, at) => view.getInt16(at, true)],
  uint16: [2, (view, at) => view.getUint16(at, true)],
  int8: [1, (view, at) => view.getInt8(at)],
  uint8: [1, (view, at) => view.getUint8(at)],
  bool: [1, (view, at) => (view.getUint8(at) === 0 ? 0 : 1)],
};

const intCache = new WeakMap<Constant, readonly number[]>();

/** The elements of a small integer or boolean constant whose bytes are at hand; else null. */
export function readInts(constant: Constant): readonly number[] | null {
  const cached = intCache.get(constant);
  if (cached !== undefined) return cached;
  const reader = intReaders[constant.dtype];
  const view = reader === undefined ? null : viewOf(constant);
  if (reader === undefined || view === null) return null;
  const [size, read] = reader;
  const values = Array.from({ length: elementCount(constant.shape) }, (_, i) => read(view, i * size));
  intCache.set(constant, values);
  return values;
}

/** The elements of a small floating-point constant whose bytes are at hand; else null. */
export function readFloats(constant: Constant): readonly number[] | null {
  const { dtype, shape } = constant;
  if (dtype !== 'float32' && dtype !== 'float64' && dtype !== 'float16' && dtype !== 'bfloat16') return null;
  const view = viewOf(constant);
  if (view === null) return null;
  return Array.from({ length: elementCount(shape) }, (_, i) => {
    if (dtype === 'float32') return view.getFloat32(4 * i, true);
    if (dtype === 'float64') return view.getFloat64(8 * i, true);
    const bits = view.getUint16(2 * i, true);
    return dtype === 'float16' ? halfToFloat(bits) : bfloatToFloat(bits);
  });
}
