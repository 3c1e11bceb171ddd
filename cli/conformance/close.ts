import { bfloatToFloat, elementCount, halfToFloat, type NamedTensor } from '../../src/graph';

/** |actual - expected| <= atol + rtol * |expected|; `rtol` is that of ONNX's own test runner. */
const tolerance = { rtol: 1e-3, atol: 1e-5 } as const;

/** Reads element `i` of a tensor as a double; null for types that are compared byte by byte. */
function reader({ dtype, bytes }: NamedTensor): ((i: number) => number) | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  switch (dtype) {
    case 'float32':
      return (i) => view.getFloat32(4 * i, true);
    case 'float64':
      return (i) => view.getFloat64(8 * i, true);
    case 'float16':
      return (i) => halfToFloat(view.getUint16(2 * i, true));
    case 'bfloat16':
      return (i) => bfloatToFloat(view.getUint16(2 * i, true));
    case 'int64':
      return (i) => Number(view.getBigInt64(8 * i, true));
    case 'uint64':
      return (i) => Number(view.getBigUint64(8 * i, true));
    case 'int32':
      return (i) => view.getInt32(4 * i, true);
    case 'uint32':
      return (i) => view.getUint32(4 * i, true);
    case 'int16':
      return (i) => view.getInt16(2 * i, true);
    case 'uint16':
      return (i) => view.getUint16(2 * i, true);
    case 'int8':
      return (i) => view.getInt8(i);
    case 'uint8':
    case 'bool':
      return (i) => view.getUint8(i);
    default:
      return null;
  }
}

/** Whether an output is the expected one: same type, same shape, values within tolerance, NaN where NaN is expected. */
export function isClose(actual: NamedTensor, expected: NamedTensor): boolean {
  if (actual.dtype !== expected.dtype || actual.shape.join() !== expected.shape.join()) return false;
  const [x, y] = [reader(actual), reader(expected)];
  if (x === null || y === null) return Buffer.compare(actual.bytes, expected.bytes) === 0;
  const count = elementCount(expected.shape);
  for (let i = 0; i < count; i++) {
    const [a, e] = [x(i), y(i)];
    if (a === e || (Number.isNaN(a) && Number.isNaN(e))) continue;
    if (!(Math.abs(a - e) <= tolerance.atol + tolerance.rtol * Math.abs(e))) return false;
  }
  return true;
}
