import { CodedError } from '../../core';
import { elementCount } from '../constant';
import { type DType, storageBytes } from '../dtype';
import { concatChunks } from './encode';
import { readMessage } from './read';
import { tensorConstant, tensorProto } from './tensor';
import { writeMessage } from './write';

/** A tensor in a file of its own, such as a test input. */
export interface NamedTensor {
  /** '' where the file does not say. */
  readonly name: string;
  readonly dtype: DType;
  readonly shape: readonly number[];
  /** Raw little-endian data, a view where the file has it; strings are UTF-8, each followed by a zero byte. */
  readonly bytes: Uint8Array;
}

const bad = (reason: string, cause?: unknown): CodedError =>
  new CodedError('INPUT_BAD_TENSOR', reason, null, cause === undefined ? undefined : { cause });

function joinStrings(strings: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(strings.reduce((n, text) => n + text.length + 1, 0));
  let at = 0;
  for (const text of strings) {
    whole.set(text, at);
    at += text.length + 1;
  }
  return whole;
}

/** The strings of a string tensor. */
export function splitStrings(bytes: Uint8Array): string[] {
  const text = new TextDecoder().decode(bytes);
  return text === '' ? [] : text.slice(0, -1).split('\0');
}

/** Reads a TensorProto file (`input_0.pb`). @throws CodedError INPUT_BAD_TENSOR. */
export function parseTensorProto(file: Uint8Array): NamedTensor {
  try {
    const { name, dtype, shape, source } = tensorConstant(readMessage('TensorProto', file));
    switch (source.at) {
      case 'bytes':
        return { name, dtype, shape, bytes: source.bytes };
      case 'lazy':
        return { name, dtype, shape, bytes: source.read() };
      case 'strings':
        return { name, dtype, shape, bytes: joinStrings(source.strings) };
      case 'external':
        throw bad('The tensor keeps its data in another file.');
    }
  } catch (thrown) {
    if (thrown instanceof CodedError && thrown.code === 'INPUT_BAD_TENSOR') throw thrown;
    throw bad(
      `The file is no TensorProto: ${thrown instanceof Error ? thrown.message : String(thrown)}`,
      thrown,
    );
  }
}

/** Writes a TensorProto file. Strings are not written: no test input needs them. */
export function writeTensorProto({ name, dtype, shape, bytes }: NamedTensor): Uint8Array {
  const constant = { kind: 'tensor', dtype, shape, name, source: { at: 'bytes', bytes } } as const;
  return concatChunks(writeMessage('TensorProto', tensorProto(constant, name, null)));
}

/** NumPy's type codes, without the byte order. */
const npyTypes: Readonly<Record<string, DType>> = {
  f2: 'float16',
  f4: 'float32',
  f8: 'float64',
  i1: 'int8',
  i2: 'int16',
  i4: 'int32',
  i8: 'int64',
  u1: 'uint8',
  u2: 'uint16',
  u4: 'uint32',
  u8: 'uint64',
  b1: 'bool',
  c8: 'complex64',
  c16: 'complex128',
};

/** The header's dictionary literal, as far as `numpy.lib.format` writes it. */
function npyHeader(text: string): { descr: string; fortran: boolean; shape: number[] } {
  const descr = /'descr'\s*:\s*'([^']+)'/.exec(text)?.[1];
  const fortran = /'fortran_order'\s*:\s*(True|False)/.exec(text)?.[1];
  const shape = /'shape'\s*:\s*\(([\d\s,L]*)\)/.exec(text)?.[1];
  if (descr === undefined || fortran === undefined || shape === undefined) {
    throw bad('The .npy file has a header that NumPy does not write for plain arrays.');
  }
  const dims = shape.split(',').map((d) => d.replace('L', '').trim());
  return { descr, fortran: fortran === 'True', shape: dims.filter((d) => d !== '').map(Number) };
}

/** Elements in column-major order brought into row-major order. */
function toRowMajor(bytes: Uint8Array, shape: readonly number[], width: number): Uint8Array {
  const out = new Uint8Array(bytes.length);
  const index = shape.map(() => 0);
  for (let to = 0; to < bytes.length; to += width) {
    let from = 0;
    for (let axis = shape.length - 1; axis >= 0; axis--)
      from = from * (shape[axis] ?? 1) + (index[axis] ?? 0);
    out.set(bytes.subarray(from * width, (from + 1) * width), to);
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const next = (index[axis] ?? 0) + 1;
      index[axis] = next < (shape[axis] ?? 1) ? next : 0;
      if (next < (shape[axis] ?? 1)) break;
    }
  }
  return out;
}

/** Each element's bytes turned around. */
function swapBytes(bytes: Uint8Array, width: number): Uint8Array {
  const out = bytes.slice();
  for (let at = 0; at < out.length; at += width) out.subarray(at, at + width).reverse();
  return out;
}

/**
 * Reads a NumPy .npy file, versions 1 to 3 (numpy.lib.format), of any plain numeric type, byte order and layout.
 * @throws CodedError INPUT_BAD_TENSOR.
 */
export function parseNpy(file: Uint8Array): NamedTensor {
  const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
  if (file.length < 12 || magic.some((b, i) => file[i] !== b)) throw bad('The file is no .npy file.');
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const long = (file[6] ?? 1) >= 2;
  const start = long ? 12 : 10;
  const length = long ? view.getUint32(8, true) : view.getUint16(8, true);
  const { descr, fortran, shape } = npyHeader(new TextDecoder().decode(file.subarray(start, start + length)));
  const dtype = npyTypes[descr.slice(1)];
  if (dtype === undefined) throw bad(`The .npy file holds "${descr}", which is no plain number type.`);
  const size = storageBytes(dtype, elementCount(shape));
  const data = file.subarray(start + length, start + length + size);
  if (!Number.isSafeInteger(size) || data.length !== size) throw bad('The .npy file ends too early.');
  const width = Number(descr.slice(2));
  const complex = dtype.startsWith('complex');
  const little = descr.startsWith('>') ? swapBytes(data, complex ? width / 2 : width) : data;
  const bytes = fortran && shape.length > 1 ? toRowMajor(little, shape, width) : little;
  return { name: '', dtype, shape, bytes };
}

/** Reads a test tensor by its content: .npy or TensorProto. @throws CodedError INPUT_BAD_TENSOR. */
export function parseTestTensor(file: Uint8Array): NamedTensor {
  return file[0] === 0x93 ? parseNpy(file) : parseTensorProto(file);
}
