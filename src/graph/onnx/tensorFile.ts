import { CodedError } from '../../core';
import { elementCount } from '../constant';
import { type DType, storageBytes } from '../dtype';
import { readMessage } from './read';
import { tensorConstant } from './tensor';

/** A tensor read from a file of its own. */
export interface FileTensor {
  readonly dtype: DType;
  readonly shape: readonly number[];
  /** Little-endian, in the layout of ONNX raw data. */
  readonly bytes: Uint8Array;
}

const bad = (what: string): CodedError => new CodedError('INPUT_BAD_TENSOR', `The tensor file ${what}.`);

/** A serialized TensorProto (`input_0.pb` of ONNX's tests) with its name. @throws CodedError INPUT_BAD_TENSOR, MODEL_*. */
export function readTensorFile(bytes: Uint8Array): { readonly name: string; readonly tensor: FileTensor } {
  const { dtype, shape, source, name } = tensorConstant(readMessage('TensorProto', bytes));
  if (source.at === 'external' || source.at === 'strings')
    throw bad('holds strings or points to another file');
  return { name, tensor: { dtype, shape, bytes: source.at === 'bytes' ? source.bytes : source.read() } };
}

/** NumPy's type codes (little-endian; one byte has no order) that ONNX has too. */
const codes: Readonly<Record<string, DType>> = {
  '<f4': 'float32',
  '<f8': 'float64',
  '<f2': 'float16',
  '|i1': 'int8',
  '|u1': 'uint8',
  '|b1': 'bool',
  '<i2': 'int16',
  '<u2': 'uint16',
  '<i4': 'int32',
  '<u4': 'uint32',
  '<i8': 'int64',
  '<u8': 'uint64',
};

/**
 * NumPy's .npy, format versions 1 to 3, in C order (numpy.lib.format documents it).
 * @throws CodedError INPUT_BAD_TENSOR
 */
export function parseNpy(bytes: Uint8Array): FileTensor {
  const magic = String.fromCharCode(...bytes.subarray(1, 6));
  if (bytes[0] !== 0x93 || magic !== 'NUMPY' || bytes.length < 12) throw bad('is not a .npy file');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const wide = (bytes[6] ?? 0) > 1;
  const start = wide ? 12 : 10;
  const end = start + (wide ? view.getUint32(8, true) : view.getUint16(8, true));
  if (end > bytes.length) throw bad('ends within its header');
  const header = new TextDecoder().decode(bytes.subarray(start, end));
  const descr = /'descr':\s*'([^']+)'/.exec(header)?.[1] ?? '';
  const dims = /'shape':\s*\(([^)]*)\)/.exec(header)?.[1];
  const dtype = codes[descr];
  if (dtype === undefined)
    throw bad(`has the element type ${descr || 'of a record'}, which no input can have`);
  if (/'fortran_order':\s*True/.test(header))
    throw bad('is in Fortran order; save numpy.ascontiguousarray of it');
  if (dims === undefined) throw bad('has no shape');
  const shape = dims.split(',').flatMap((dim) => (dim.trim() === '' ? [] : [Number(dim)]));
  if (!shape.every((dim) => Number.isSafeInteger(dim) && dim >= 0)) throw bad(`has the shape (${dims})`);
  const size = storageBytes(dtype, elementCount(shape));
  if (end + size !== bytes.length) throw bad(`has ${bytes.length - end} bytes where its shape needs ${size}`);
  return { dtype, shape, bytes: bytes.subarray(end) };
}
