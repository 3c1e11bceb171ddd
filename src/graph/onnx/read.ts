import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';
import { CodedError } from '../../core';
import { type Field, type Int, type Layout, layout, type Message, type MessageName } from './schema';
import { decodeText } from './text';

/** What one file may ask for; far above real models, low enough that damage cannot exhaust memory. */
const limits = {
  /** Messages inside messages. Protocol buffers' own default is 100. */
  depth: 100,
  /** Messages, strings and unknown fields together. */
  items: 8_000_000,
  /** Elements of numeric lists outside tensors. */
  numbers: 32_000_000,
} as const;

interface Budget {
  items: number;
  numbers: number;
}

type Draft = Record<string, unknown>;

/** A run of typed data under construction; unpacked records that touch become one. */
interface DraftSpan {
  packed: boolean;
  data: Uint8Array;
}

const wireOf: Readonly<Record<string, WireType>> = {
  string: WireType.LengthDelimited,
  bytes: WireType.LengthDelimited,
  texts: WireType.LengthDelimited,
  int32: WireType.Varint,
  int64: WireType.Varint,
  varints: WireType.Varint,
  float: WireType.Bit32,
  floats: WireType.Bit32,
  doubles: WireType.Bit64,
};

const isTyped = (kind: string): boolean =>
  kind === 'floats' || kind === 'varints' || kind === 'doubles' || kind === 'texts';

/** 64 bits as a number where that is exact. */
const toInt = (value: bigint | string): Int => {
  const big = typeof value === 'bigint' ? value : BigInt(value);
  const small = Number(big);
  return Number.isSafeInteger(small) ? small : big;
};

/**
 * Reads one message. Bytes and typed tensor data are views on `bytes`; fields that are not known are kept.
 * @throws CodedError FILE_TRUNCATED, MODEL_MALFORMED, MODEL_LIMIT.
 */
export function readMessage<N extends MessageName>(name: N, bytes: Uint8Array): Message<N> {
  const reader = new BinaryReader(bytes, decodeText);
  const draft: Draft = {};
  try {
    const top = layout(name);
    if (top !== null) {
      new MessageReader(bytes, reader).read(top, bytes.length, 0, draft);
    }
  } catch (thrown) {
    if (thrown instanceof CodedError) throw thrown;
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    const truncated = thrown instanceof RangeError;
    throw new CodedError(
      truncated ? 'FILE_TRUNCATED' : 'MODEL_MALFORMED',
      truncated
        ? `The file says that it goes on after its ${bytes.length} bytes.`
        : `The protocol buffer is damaged near byte ${Math.min(reader.pos, bytes.length)}: ${reason}.`,
      null,
      { cause: thrown },
    );
  }
  return draft as Message<N>;
}

class MessageReader {
  private readonly budget: Budget = { ...limits };

  constructor(
    private readonly bytes: Uint8Array,
    private readonly reader: BinaryReader,
  ) {}

  read(shape: Layout, end: number, depth: number, into: Draft): void {
    const { reader } = this;
    if (depth > limits.depth) throw new CodedError('MODEL_LIMIT', `Messages are nested ${depth} deep.`);
    if (end > this.bytes.length) throw new RangeError('premature EOF');
    this.spend('items', 1);
    while (reader.pos < end) {
      const start = reader.pos;
      const [no, wire] = reader.tag();
      const field = shape.byNumber[no];
      if (field === undefined || !this.readField(field, wire, start, depth, into)) {
        this.keepUnknown(no, wire, into);
      }
    }
    if (reader.pos !== end) {
      throw new CodedError('MODEL_MALFORMED', `A field of ${shape.name} runs past its end (byte ${end}).`);
    }
  }

  /** False when the wire type is not one of the field's: it is then kept like an unknown field. */
  private readField(field: Field, wire: WireType, start: number, depth: number, into: Draft): boolean {
    const { reader } = this;
    const expected = wireOf[field.kind] ?? WireType.LengthDelimited;
    const packed = wire === WireType.LengthDelimited && expected !== WireType.LengthDelimited;
    if (isTyped(field.kind)) {
      if (wire !== expected && !packed) return false;
      this.readTyped(field, wire, packed, start, into);
      return true;
    }
    if (wire !== expected && !(packed && field.many)) return false;
    const inner = layout(field.kind);
    if (inner !== null) {
      const length = reader.uint32();
      const earlier = field.many ? undefined : (into[field.name] as Draft | undefined);
      const message = earlier ?? {};
      this.read(inner, reader.pos + length, depth + 1, message);
      this.store(field, message, into);
    } else if (packed) {
      const length = reader.uint32();
      const end = reader.pos + length;
      if (end > this.bytes.length) throw new RangeError('premature EOF');
      while (reader.pos < end) this.store(field, this.readScalar(field), into);
      if (into[field.name] === undefined) into[field.name] = [];
      if (reader.pos !== end) throw new CodedError('MODEL_MALFORMED', `Packed ${field.name} is damaged.`);
    } else {
      this.store(field, this.readScalar(field), into);
    }
    return true;
  }

  private readScalar(field: Field): unknown {
    const { reader } = this;
    switch (field.kind) {
      case 'string':
        this.spend('items', 1);
        return reader.string();
      case 'bytes':
        this.spend('items', 1);
        return reader.bytes();
      case 'int32':
        return reader.int32();
      case 'float':
        this.spend('numbers', 1);
        return reader.float();
      default:
        this.spend('numbers', 1);
        return this.readInt64();
    }
  }

  private readInt64(): Int {
    const first = this.bytes[this.reader.pos] ?? 0x80;
    if (first < 0x80) {
      this.reader.pos++;
      return first;
    }
    return toInt(this.reader.int64());
  }

  private readTyped(field: Field, wire: WireType, packed: boolean, start: number, into: Draft): void {
    into[field.name] ??= { spans: [] };
    const typed = into[field.name] as { spans: DraftSpan[] };
    if (packed) {
      typed.spans.push({ packed, data: this.reader.bytes() });
      return;
    }
    this.reader.skip(wire, field.no);
    const end = this.reader.pos;
    const last = typed.spans.at(-1);
    if (last && !last.packed && last.data.byteOffset + last.data.length === this.bytes.byteOffset + start) {
      last.data = this.bytes.subarray(start - last.data.length, end);
    } else {
      this.spend('items', 1);
      typed.spans.push({ packed, data: this.bytes.subarray(start, end) });
    }
  }

  private store(field: Field, value: unknown, into: Draft): void {
    if (field.many) {
      into[field.name] ??= [];
      (into[field.name] as unknown[]).push(value);
      return;
    }
    for (const rival of field.rivals) delete into[rival];
    into[field.name] = value;
  }

  private keepUnknown(no: number, wire: WireType, into: Draft): void {
    this.spend('items', 1);
    into.$unknown ??= [];
    (into.$unknown as unknown[]).push({ no, wire, data: this.reader.skip(wire, no) });
  }

  private spend(what: keyof Budget, count: number): void {
    this.budget[what] -= count;
    if (this.budget[what] < 0) {
      throw new CodedError('MODEL_LIMIT', `The file holds more than ${limits[what]} ${what}.`);
    }
  }
}
