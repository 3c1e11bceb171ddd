import { CodedError } from '../../core';
import { elementCount, type TensorConstant } from '../constant';
import { dtypeBits, storageBytes } from '../dtype';
import type { Message } from './schema';
import { dimsOf, tensorConstant } from './tensor';

/** A dense tensor of more bytes than this is not made from a sparse one. */
const denseLimit = 2 ** 31;

/** Bytes of a tensor that lies in the file. */
function bytesIn({ source }: TensorConstant): Uint8Array | null {
  if (source.at === 'bytes') return source.bytes;
  return source.at === 'lazy' ? source.read() : null;
}

/**
 * A SparseTensorProto (coordinates, linear or one row per element) as the dense constant that it stands for; the dense
 * bytes are made when they are first asked for.
 * @throws CodedError GRAPH_BAD_INITIALIZER, MODEL_LIMIT.
 */
export function sparseConstant(proto: Message<'SparseTensorProto'>): TensorConstant {
  const name = proto.values?.name ?? '';
  const bad = (reason: string): CodedError =>
    new CodedError('GRAPH_BAD_INITIALIZER', `The sparse tensor "${name}" ${reason}.`, name);
  if (proto.values === undefined) throw bad('has no values');
  const shape = dimsOf(proto.dims, name);
  const values = tensorConstant(proto.values);
  const count = elementCount(values.shape);
  const indices = proto.indices === undefined ? null : tensorConstant(proto.indices, name);
  if (indices === null ? count > 0 : indices.dtype !== 'int64') throw bad('has no 64-bit indices');
  const width = dtypeBits(values.dtype) / 8;
  if (!Number.isInteger(width) || width === 0) throw bad(`has elements of ${values.dtype}`);
  let dense: Uint8Array | null = null;
  const make = (): Uint8Array => {
    const size = storageBytes(values.dtype, elementCount(shape));
    if (size > denseLimit)
      throw new CodedError('MODEL_LIMIT', `"${name}" would have ${size} bytes when dense.`);
    const from = bytesIn(values);
    const at = indices === null ? new Uint8Array(0) : bytesIn(indices);
    if (from === null || at === null) throw bad('keeps its data outside the file');
    const bytes = new Uint8Array(size);
    const view = new DataView(at.buffer, at.byteOffset, at.byteLength);
    const perElement = count === 0 ? 1 : at.byteLength / 8 / count;
    if (perElement !== 1 && perElement !== shape.length) throw bad('has indices of the wrong shape');
    for (let i = 0; i < count; i++) {
      let linear = 0;
      for (let axis = 0; axis < perElement; axis++) {
        const index = Number(view.getBigInt64(8 * (i * perElement + axis), true));
        linear = perElement === 1 ? index : linear * (shape[axis] ?? 1) + index;
      }
      if (linear < 0 || (linear + 1) * width > size) throw bad('has an index outside its shape');
      bytes.set(from.subarray(i * width, (i + 1) * width), linear * width);
    }
    return bytes;
  };
  const read = (): Uint8Array => {
    dense ??= make();
    return dense;
  };
  return { kind: 'tensor', dtype: values.dtype, shape, name, source: { at: 'lazy', read } };
}
