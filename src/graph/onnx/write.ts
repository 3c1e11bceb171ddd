import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { CodedError } from '../../core';
import {
  type Field,
  type Int,
  type Layout,
  layout,
  type Message,
  type MessageName,
  type Typed,
} from './schema';
import { encodeText, mayHoldEscapes } from './text';

/** Bytes from this length on are handed out as chunks of their own instead of being copied. */
const chunkFrom = 4096;

/** Protocol buffers, and with them ONNX files, end at 2 GB. */
export const fileLimit = 2 ** 31 - 1;

/** What is written so far: finished chunks, and a writer for the small pieces that follow them. */
class Sink {
  readonly chunks: Uint8Array[] = [];
  private length = 0;
  writer = new BinaryWriter();

  /** Hands out everything written so far. */
  finish(): { chunks: readonly Uint8Array[]; length: number } {
    this.push(this.writer.finish());
    return { chunks: this.chunks, length: this.length };
  }

  append(chunks: readonly Uint8Array[]): void {
    this.push(this.writer.finish());
    this.writer = new BinaryWriter();
    for (const chunk of chunks) this.push(chunk);
  }

  private push(chunk: Uint8Array): void {
    if (chunk.length === 0) return;
    this.chunks.push(chunk);
    this.length += chunk.length;
  }
}

/**
 * Writes a message: fields by number, unknown fields last. Large byte fields are views, not copies; concatenating the
 * chunks gives the file.
 * @throws CodedError FILE_TOO_LARGE.
 */
export function writeMessage<N extends MessageName>(name: N, message: Message<N>): readonly Uint8Array[] {
  const shape = layout(name);
  const sink = new Sink();
  if (shape !== null) {
    const heavy = new Set<object>();
    markHeavy(shape, message, heavy);
    writeFields(sink, shape, message, heavy);
  }
  return sink.finish().chunks;
}

type Generic = Readonly<Record<string, unknown>>;

/** Collects every message that holds a chunk-sized byte field, itself or deeper down. */
function markHeavy(shape: Layout, message: object, heavy: Set<object>): boolean {
  let found = false;
  for (const field of shape.fields) {
    const value = (message as Generic)[field.name];
    if (value === undefined) continue;
    const inner = layout(field.kind);
    for (const item of field.many ? (value as readonly unknown[]) : [value]) {
      if (inner !== null) found = markHeavy(inner, item as object, heavy) || found;
      else if (item instanceof Uint8Array) found ||= item.length >= chunkFrom;
      else if (typeof item === 'object' && item !== null) {
        found ||= (item as Typed).spans.some((span) => span.data.length >= chunkFrom);
      } else break;
    }
  }
  if (found) heavy.add(message);
  return found;
}

function writeFields(sink: Sink, shape: Layout, message: object, heavy: ReadonlySet<object>): void {
  for (const field of shape.fields) {
    const value = (message as Generic)[field.name];
    if (value === undefined) continue;
    const inner = layout(field.kind);
    for (const item of field.many ? (value as readonly unknown[]) : [value]) {
      if (inner !== null) writeNested(sink, field, inner, item as object, heavy);
      else writeScalar(sink, field, item);
    }
  }
  for (const { no, wire, data } of (message as Message<MessageName>).$unknown ?? []) {
    sink.writer.tag(no, wire).raw(data);
  }
}

function writeNested(
  sink: Sink,
  field: Field,
  inner: Layout,
  message: object,
  heavy: ReadonlySet<object>,
): void {
  sink.writer.tag(field.no, WireType.LengthDelimited);
  if (!heavy.has(message)) {
    sink.writer.fork();
    writeFields(sink, inner, message, heavy);
    sink.writer.join();
    return;
  }
  const own = new Sink();
  writeFields(own, inner, message, heavy);
  const { chunks, length } = own.finish();
  if (length > fileLimit) {
    throw new CodedError(
      'FILE_TOO_LARGE',
      `The model would have ${length} bytes in one file; 2 GB is the most.`,
    );
  }
  sink.writer.uint32(length);
  sink.append(chunks);
}

function writeScalar(sink: Sink, field: Field, value: unknown): void {
  const { writer } = sink;
  switch (field.kind) {
    case 'string': {
      const text = value as string;
      writer.tag(field.no, WireType.LengthDelimited);
      if (mayHoldEscapes(text)) writer.bytes(encodeText(text));
      else writer.string(text);
      return;
    }
    case 'bytes':
      writer.tag(field.no, WireType.LengthDelimited);
      writeBytes(sink, value as Uint8Array);
      return;
    case 'int32':
      writer.tag(field.no, WireType.Varint).int32(value as number);
      return;
    case 'int64':
      writer.tag(field.no, WireType.Varint);
      writeInt64(writer, value as Int);
      return;
    case 'float':
      writer.tag(field.no, WireType.Bit32).float(Math.fround(value as number));
      return;
    default:
      writeTyped(sink, field, value as Typed);
  }
}

function writeInt64(writer: BinaryWriter, value: Int): void {
  if (typeof value === 'number' && value >= 0 && value < 0x80000000) writer.uint32(value);
  else writer.int64(typeof value === 'number' ? BigInt(value) : value);
}

function writeBytes(sink: Sink, bytes: Uint8Array): void {
  if (bytes.length < chunkFrom) {
    sink.writer.bytes(bytes);
    return;
  }
  sink.writer.uint32(bytes.length);
  sink.append([bytes]);
}

function writeTyped(sink: Sink, field: Field, typed: Typed): void {
  for (const { packed, data } of typed.spans) {
    if (packed) {
      sink.writer.tag(field.no, WireType.LengthDelimited);
      writeBytes(sink, data);
    } else if (data.length < chunkFrom) sink.writer.raw(data);
    else sink.append([data]);
  }
}
