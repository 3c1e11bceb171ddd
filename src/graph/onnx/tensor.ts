import { CodedError } from '../../core';
import { elementCount, type TensorConstant, type TensorSource } from '../constant';
import { type DType, dtypeBits, dtypeNumbers, dtypeOf, storageBytes } from '../dtype';
import type { Int, Message, Typed } from './schema';
import { countVarints, eachVarint, fixedBytes, texts } from './typed';

type TensorProto = Message<'TensorProto'>;

const bad = (name: string, reason: string): CodedError =>
  new CodedError('GRAPH_BAD_INITIALIZER', `The tensor "${name}" ${reason}.`, name);

/** Dimensions as numbers, whose product a double holds exactly. */
export function dimsOf(dims: readonly Int[] | undefined, name: string): number[] {
  const shape = (dims ?? []).map((dim) => {
    if (typeof dim !== 'number' || dim < 0) throw bad(name, `has a dimension of ${dim}`);
    return dim;
  });
  // A zero must not hide a product that overflows on the way.
  const extent = elementCount(shape.map((dim) => Math.max(1, dim)));
  if (!Number.isSafeInteger(extent)) throw bad(name, `has the impossible shape [${shape}]`);
  return shape;
}

/**
 * A TensorProto as a constant; its data stays where it is in the file.
 * @throws CodedError GRAPH_BAD_INITIALIZER when type, shape and bytes do not belong together.
 */
export function tensorConstant(proto: TensorProto, called?: string): TensorConstant {
  const name = proto.name ?? called ?? '';
  const dtype = dtypeOf(proto.data_type ?? 0);
  if (dtype === null) throw bad(name, `has the unknown element type ${proto.data_type ?? 0}`);
  const shape = dimsOf(proto.dims, name);
  return { kind: 'tensor', dtype, shape, source: sourceOf(proto, dtype, shape, name), name };
}

function sourceOf(proto: TensorProto, dtype: DType, shape: readonly number[], name: string): TensorSource {
  if (proto.data_location === 1) return externalSource(proto, name);
  const count = elementCount(shape);
  if (dtype === 'string') return new LazyStrings(proto.string_data, count, name);
  const expected = storageBytes(dtype, count);
  if (proto.raw_data !== undefined) {
    if (proto.raw_data.length !== expected) {
      throw bad(
        name,
        `has ${proto.raw_data.length} bytes where its shape [${shape}] of ${dtype} needs ${expected}`,
      );
    }
    return { at: 'bytes', bytes: proto.raw_data };
  }
  if (count === 0) return { at: 'bytes', bytes: new Uint8Array(0) };
  const field = typedField(proto, dtype);
  if (field === undefined) throw bad(name, `has no data for its shape [${shape}] of ${dtype}`);
  const found = typedBytes(field, dtype);
  if (found !== expected) {
    throw bad(name, `has data of ${found} bytes where its shape [${shape}] of ${dtype} needs ${expected}`);
  }
  let decoded: Uint8Array | null = null;
  return {
    at: 'lazy',
    read: () => {
      decoded ??= decodeTyped(field, dtype, expected);
      return decoded;
    },
  };
}

/** Strings, found in the file when they are first asked for. */
class LazyStrings {
  readonly at = 'strings';
  private found: readonly Uint8Array[] | null = null;

  constructor(
    private readonly typed: Typed | undefined,
    private readonly count: number,
    private readonly name: string,
  ) {}

  get strings(): readonly Uint8Array[] {
    if (this.found === null) {
      this.found = this.typed === undefined ? [] : texts(this.typed);
      if (this.found.length !== this.count) {
        throw bad(this.name, `has ${this.found.length} strings where its shape needs ${this.count}`);
      }
    }
    return this.found;
  }
}

function externalSource(proto: TensorProto, name: string): TensorSource {
  const entries = new Map((proto.external_data ?? []).map((entry) => [entry.key, entry.value ?? '']));
  const location = entries.get('location') ?? '';
  if (location === '') throw bad(name, 'is said to be external, but not where');
  const numberAt = (key: string): number | null => {
    const text = entries.get(key);
    if (text === undefined) return null;
    const number = Number(text);
    if (!/^\d+$/.test(text) || !Number.isSafeInteger(number))
      throw bad(name, `has the external ${key} "${text}"`);
    return number;
  };
  return { at: 'external', location, offset: numberAt('offset') ?? 0, length: numberAt('length') };
}

function typedField(proto: TensorProto, dtype: DType): Typed | undefined {
  switch (dtype) {
    case 'float32':
    case 'complex64':
      return proto.float_data;
    case 'float64':
    case 'complex128':
      return proto.double_data;
    case 'int64':
      return proto.int64_data;
    case 'uint32':
    case 'uint64':
      return proto.uint64_data;
    default:
      return proto.int32_data;
  }
}

/** Bytes that one varint of a typed field stands for; types below 8 bits come packed, a byte in each. */
const varintWidth = (dtype: DType): number => Math.max(1, dtypeBits(dtype) / 8);

/** The raw size of a typed field, without decoding it. */
function typedBytes(field: Typed, dtype: DType): number {
  if (dtype === 'float32' || dtype === 'complex64') return fixedSize(field, 4);
  if (dtype === 'float64' || dtype === 'complex128') return fixedSize(field, 8);
  return countVarints(field) * varintWidth(dtype);
}

/** Unpacked records of these fields have tags of one byte. */
const fixedSize = (field: Typed, width: number): number =>
  field.spans.reduce(
    (n, { packed, data }) => n + (packed ? data.length : (data.length / (width + 1)) * width),
    0,
  );

function decodeTyped(field: Typed, dtype: DType, size: number): Uint8Array {
  if (dtype === 'float32' || dtype === 'complex64') return fixedBytes(field, 4);
  if (dtype === 'float64' || dtype === 'complex128') return fixedBytes(field, 8);
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  const width = varintWidth(dtype);
  let at = 0;
  eachVarint(field, (low, high) => {
    if (at + width > size) throw new CodedError('MODEL_MALFORMED', 'A tensor has more data than its shape.');
    if (width === 1) bytes[at] = low;
    else if (width === 2) view.setUint16(at, low, true);
    else view.setInt32(at, low, true);
    if (width === 8) view.setInt32(at + 4, high, true);
    at += width;
  });
  return bytes;
}

/** A constant as a TensorProto; raw data is a view. `bytes`: contents to use instead of an external reference. */
export function tensorProto(constant: TensorConstant, name: string, bytes: Uint8Array | null): TensorProto {
  const { dtype, shape, source } = constant;
  const head: TensorProto = { dims: shape, data_type: dtypeNumbers[dtype], ...(name === '' ? {} : { name }) };
  if (bytes !== null) return { ...head, raw_data: bytes };
  switch (source.at) {
    case 'bytes':
      return { ...head, raw_data: source.bytes };
    case 'lazy':
      return { ...head, raw_data: source.read() };
    case 'strings':
      return { ...head, string_data: { spans: source.strings.map(stringSpan) } };
    case 'external':
      return {
        ...head,
        data_location: 1,
        external_data: [
          { key: 'location', value: source.location },
          { key: 'offset', value: String(source.offset) },
          ...(source.length === null ? [] : [{ key: 'length', value: String(source.length) }]),
        ],
      };
  }
}

/** One unpacked record of `string_data` (field 6, length-delimited: tag 0x32). */
function stringSpan(text: Uint8Array): { packed: false; data: Uint8Array } {
  const head = [0x32];
  let length = text.length;
  for (; length >= 0x80; length = Math.floor(length / 128)) head.push((length % 128) | 0x80);
  head.push(length);
  const data = new Uint8Array(head.length + text.length);
  data.set(head);
  data.set(text, head.length);
  return { packed: false, data };
}
