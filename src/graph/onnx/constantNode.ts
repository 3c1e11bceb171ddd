import type { Constant } from '../constant';
import type { DType } from '../dtype';
import type { Attr, Attrs } from '../types';
import type { Message } from './schema';
import { sparseConstant } from './sparse';
import { encodeText } from './text';

const literal = (dtype: DType, shape: readonly number[], bytes: Uint8Array): Constant => ({
  kind: 'tensor',
  dtype,
  shape,
  source: { at: 'bytes', bytes },
  name: '',
});

const int64 = (values: readonly (number | bigint)[]): Uint8Array =>
  new Uint8Array(BigInt64Array.from(values, (value) => BigInt(value)).buffer);
const float32 = (values: readonly number[]): Uint8Array => new Uint8Array(Float32Array.from(values).buffer);
const strings = (shape: readonly number[], values: readonly (string | Uint8Array)[]): Constant => ({
  kind: 'tensor',
  dtype: 'string',
  shape,
  source: { at: 'strings', strings: values.map((v) => (typeof v === 'string' ? encodeText(v) : v)) },
  name: '',
});

function constantOfAttr(attr: Attr): Constant | null {
  switch (attr.kind) {
    case 'tensor':
      return attr.value;
    case 'float':
      return literal('float32', [], float32([attr.value]));
    case 'floats':
      return literal('float32', [attr.value.length], float32(attr.value));
    case 'int':
      return literal('int64', [], int64([attr.value]));
    case 'ints':
      return literal('int64', [attr.value.length], int64(attr.value));
    case 'string':
      return strings([], [attr.value]);
    case 'strings':
      return strings([attr.value.length], attr.value);
    default:
      return null;
  }
}

const valueNames = [
  'value',
  'value_float',
  'value_floats',
  'value_int',
  'value_ints',
  'value_string',
  'value_strings',
];

/** The constant that one of these attributes gives; null where a function's attribute supplies it, or nothing does. */
export function constantOfAttrs(attrs: Attrs): Constant | null {
  for (const name of valueNames) {
    const attr = attrs.get(name);
    if (attr !== undefined) return attr.ref === undefined ? constantOfAttr(attr) : null;
  }
  return null;
}

/** What a Constant node of a file stands for; null where a function's attribute supplies it, or nothing does. */
export function constantOfNode(proto: Message<'NodeProto'>, attrs: Attrs): Constant | null {
  const sparse = proto.attribute?.find(({ name }) => name === 'sparse_value')?.sparse_tensor;
  return sparse === undefined ? constantOfAttrs(attrs) : sparseConstant(sparse);
}
