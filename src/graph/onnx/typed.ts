import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';
import { CodedError } from '../../core';
import type { Typed } from './schema';

/**
 * Decoding of typed tensor fields (`float_data` and the like), done when a tensor is first needed.
 * @throws CodedError MODEL_MALFORMED from each of them when the records are damaged.
 */
function guarded<T>(read: () => T): T {
  try {
    return read();
  } catch (thrown) {
    if (thrown instanceof CodedError) throw thrown;
    throw new CodedError('MODEL_MALFORMED', 'The typed data of a tensor is damaged.', null, {
      cause: thrown,
    });
  }
}

/** The bytes of a `floats` (width 4) or `doubles` (width 8) field: a view where the file has them in one piece. */
export function fixedBytes(typed: Typed, width: 4 | 8): Uint8Array {
  const [only] = typed.spans;
  if (only === undefined) return new Uint8Array(0);
  if (only.packed && typed.spans.length === 1) return only.data;
  return guarded(() => {
    const parts: Uint8Array[] = [];
    for (const span of typed.spans) {
      if (span.packed) parts.push(span.data);
      else parts.push(stripTags(span.data, width));
    }
    const whole = new Uint8Array(parts.reduce((n, part) => n + part.length, 0));
    let at = 0;
    for (const part of parts) {
      whole.set(part, at);
      at += part.length;
    }
    return whole;
  });
}

function stripTags(data: Uint8Array, width: number): Uint8Array {
  const reader = new BinaryReader(data);
  const out = new Uint8Array(data.length);
  let length = 0;
  while (reader.pos < reader.len) {
    reader.tag();
    out.set(data.subarray(reader.pos, reader.pos + width), length);
    reader.pos += width;
    length += width;
  }
  return out.subarray(0, length);
}

/** Visits each element of a `varints` field as the low and high 32 bits of its two's complement. */
export function eachVarint(typed: Typed, visit: (low: number, high: number) => void): void {
  guarded(() => {
    for (const { packed, data } of typed.spans) {
      let at = 0;
      while (at < data.length) {
        if (!packed) at = skipVarint(data, at);
        let low = 0;
        let high = 0;
        let shift = 0;
        for (;;) {
          const b = data[at++];
          if (b === undefined || shift > 63) throw new CodedError('MODEL_MALFORMED', 'A number is damaged.');
          const bits = b & 0x7f;
          if (shift < 28) low |= bits << shift;
          else if (shift === 28) {
            low |= bits << 28;
            high |= bits >>> 4;
          } else high |= bits << (shift - 32);
          if (b < 0x80) break;
          shift += 7;
        }
        visit(low, high);
      }
    }
  });
}

function skipVarint(data: Uint8Array, start: number): number {
  let at = start;
  while ((data[at++] ?? 0) >= 0x80);
  return at;
}

/** How many elements a `varints` field has. */
export function countVarints(typed: Typed): number {
  let count = 0;
  for (const { packed, data } of typed.spans) {
    let ends = 0;
    for (let i = 0; i < data.length; i++) if ((data[i] ?? 0) < 0x80) ends++;
    count += packed ? ends : ends / 2;
  }
  return count;
}

/** The strings of a `texts` field, as views. */
export function texts(typed: Typed): Uint8Array[] {
  return guarded(() => {
    const strings: Uint8Array[] = [];
    for (const { data } of typed.spans) {
      const reader = new BinaryReader(data);
      while (reader.pos < reader.len) {
        const [, wire] = reader.tag();
        if (wire !== WireType.LengthDelimited)
          throw new CodedError('MODEL_MALFORMED', 'A string is damaged.');
        strings.push(reader.bytes());
      }
    }
    return strings;
  });
}
