import { CodedError } from '../../core';
import { elementCount, type TensorConstant } from '../constant';
import { dtypeBits, storageBytes } from '../dtype';
import type { Message } from './schema';
import { dimsOf, tensorConstant } from './tensor';

/** A dense tensor of more bytes than this is not made from a sparse one. */
const denseLimit = 2 ** 31;

type Refuse = (reason: string) => CodedError;

/** The source of a constant that the file keeps sparse: what is dense of it is made when it is first asked for. */
export class SparseSource {
  readonly at = 'lazy';
  private dense: Uint8Array | null = null;

  /** @param places where each of the values goes among the elements in row-major order */
  constructor(
    readonly values: TensorConstant,
    readonly places: Float64Array,
    private readonly shape: readonly number[],
  ) {}

  /** @throws CodedError MODEL_LIMIT. */
  read(): Uint8Array {
    this.dense ??= this.make();
    return this.dense;
  }

  private make(): Uint8Array {
    const { dtype, name } = this.values;
    const size = storageBytes(dtype, elementCount(this.shape));
    if (size > denseLimit)
      throw new CodedError('MODEL_LIMIT', `"${name}" would have ${size} bytes when dense.`);
    const width = dtypeBits(dtype) / 8;
    const from = bytesIn(this.values);
    const bytes = new Uint8Array(size);
    this.places.forEach((place, i) => {
      bytes.set(from.subarray(i * width, (i + 1) * width), place * width);
    });
    return bytes;
  }
}

/** Bytes of a tensor of numbers that lies in the file. */
function bytesIn({ source }: TensorConstant): Uint8Array {
  if (source.at === 'bytes') return source.bytes;
  return source.at === 'lazy' ? source.read() : new Uint8Array(0);
}

/** The place of each value, from indices that are linear or have one row of coordinates for each. */
function placesOf(
  indices: Uint8Array,
  count: number,
  shape: readonly number[],
  refuse: Refuse,
): Float64Array {
  const perValue = count === 0 ? 1 : indices.byteLength / 8 / count;
  if (perValue !== 1 && perValue !== shape.length) throw refuse('has indices of the wrong shape');
  const view = new DataView(indices.buffer, indices.byteOffset, indices.byteLength);
  const elements = elementCount(shape);
  return new Float64Array(count).map((_, i) => {
    let place = 0;
    for (let axis = 0; axis < perValue; axis++) {
      const index = Number(view.getBigInt64(8 * (i * perValue + axis), true));
      place = place * (shape[axis] ?? 1) + index;
    }
    if (place < 0 || place >= elements) throw refuse('has an index outside its shape');
    return place;
  });
}

/**
 * A SparseTensorProto (coordinates, linear or one row per element) as the dense constant that it stands for. Its
 * indices are checked here, so that what opens can be made dense.
 * @throws CodedError GRAPH_BAD_INITIALIZER, MODEL_MALFORMED.
 */
export function sparseConstant(proto: Message<'SparseTensorProto'>): TensorConstant {
  const name = proto.values?.name ?? '';
  const bad: Refuse = (reason) =>
    new CodedError('GRAPH_BAD_INITIALIZER', `The sparse tensor "${name}" ${reason}.`, name);
  if (proto.values === undefined) throw bad('has no values');
  const shape = dimsOf(proto.dims, name);
  const values = tensorConstant(proto.values);
  const count = elementCount(values.shape);
  const indices = proto.indices === undefined ? null : tensorConstant(proto.indices, name);
  if (indices === null ? count > 0 : indices.dtype !== 'int64') throw bad('has no 64-bit indices');
  const width = dtypeBits(values.dtype) / 8;
  if (!Number.isInteger(width) || width === 0) throw bad(`has elements of ${values.dtype}`);
  if (values.source.at === 'external' || indices?.source.at === 'external')
    throw bad('keeps its data outside the file');
  const at = indices === null ? new Uint8Array(0) : bytesIn(indices);
  const source = new SparseSource(values, placesOf(at, count, shape, bad), shape);
  return { kind: 'tensor', dtype: values.dtype, shape, name, source };
}
