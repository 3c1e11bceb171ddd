import { CodedError } from '../core';
import type { NamedArray } from './parameters';

const magic = 'DGCK';
const version = 1;

/** Tensors with a description of what they are; `about` is JSON. */
export interface Checkpoint {
  /** What kind of model it is, as `worldmodel/dreamgraph`. */
  readonly kind: string;
  readonly about: Readonly<Record<string, unknown>>;
  readonly arrays: readonly NamedArray[];
}

interface Header {
  readonly kind: string;
  readonly about: Readonly<Record<string, unknown>>;
  readonly half: boolean;
  readonly arrays: readonly { readonly name: string; readonly shape: readonly number[] }[];
}

/**
 * One file: `DGCK`, version, length of the header, the header as JSON, then the values, little-endian. `half` keeps the
 * upper 16 bits of each (bfloat16, rounded), for files that travel.
 */
export function writeCheckpoint({ kind, about, arrays }: Checkpoint, half = false): Uint8Array {
  const header: Header = { kind, about, half, arrays: arrays.map(({ name, shape }) => ({ name, shape })) };
  const json = new TextEncoder().encode(JSON.stringify(header));
  const width = half ? 2 : 4;
  const count = arrays.reduce((sum, { values }) => sum + values.length, 0);
  const bytes = new Uint8Array(12 + json.length + count * width);
  const view = new DataView(bytes.buffer);
  bytes.set(new TextEncoder().encode(magic));
  view.setUint32(4, version, true);
  view.setUint32(8, json.length, true);
  bytes.set(json, 12);
  let at = 12 + json.length;
  const bits = new DataView(new ArrayBuffer(4));
  for (const { values } of arrays) {
    for (const value of values) {
      bits.setFloat32(0, value);
      // Adding half of the last kept bit rounds to nearest.
      if (half) view.setUint16(at, ((bits.getUint32(0) + 0x8000) >>> 16) & 0xffff, true);
      else view.setFloat32(at, value, true);
      at += width;
    }
  }
  return bytes;
}

/**
 * @param kinds Which kinds are welcome.
 * @throws CodedError CHECKPOINT_REJECTED for what is no checkpoint of such a kind and version, damaged, or not finite.
 */
export function readCheckpoint(bytes: Uint8Array, kinds: string | readonly string[]): Checkpoint {
  const reject = (message: string) => new CodedError('CHECKPOINT_REJECTED', message);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 12 || new TextDecoder().decode(bytes.subarray(0, 4)) !== magic)
    throw reject('the file is no checkpoint');
  const found = view.getUint32(4, true);
  if (found !== version) throw reject(`the checkpoint has version ${found}; this program reads ${version}`);
  const length = view.getUint32(8, true);
  const header = parseHeader(bytes.subarray(12, 12 + length));
  if (header === null) throw reject('the header of the checkpoint is damaged');
  const { kind } = header;
  if (![kinds].flat().includes(kind))
    throw reject(`the checkpoint is of kind "${kind}", not "${[kinds].flat().join('" or "')}"`);
  const width = header.half ? 2 : 4;
  const sizes = header.arrays.map(({ shape }) => shape.reduce((a, b) => a * b, 1));
  const total = sizes.reduce((a, b) => a + b, 0);
  if (bytes.length !== 12 + length + total * width) throw reject('the checkpoint is truncated');
  let at = 12 + length;
  const bits = new DataView(new ArrayBuffer(4));
  const arrays = header.arrays.map(({ name, shape }, k) => {
    const values = new Float32Array(sizes[k] ?? 0);
    for (let i = 0; i < values.length; i++, at += width) {
      if (header.half) bits.setUint32(0, view.getUint16(at, true) * 65_536);
      const value = header.half ? bits.getFloat32(0) : view.getFloat32(at, true);
      if (!Number.isFinite(value)) throw reject(`${name} in the checkpoint is not finite`);
      values[i] = value;
    }
    return { name, shape, values };
  });
  return { kind, about: header.about, arrays };
}

const isRecord = (x: unknown): x is Record<string, unknown> => typeof x === 'object' && x !== null;

function parseHeader(bytes: Uint8Array): Header | null {
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
  const sound =
    isRecord(header) &&
    typeof header.kind === 'string' &&
    isRecord(header.about) &&
    typeof header.half === 'boolean' &&
    Array.isArray(header.arrays) &&
    header.arrays.every(
      (a) =>
        isRecord(a) &&
        typeof a.name === 'string' &&
        Array.isArray(a.shape) &&
        a.shape.every((n) => Number.isSafeInteger(n) && n >= 0),
    );
  return sound ? (header as unknown as Header) : null;
}
