import { CodedError } from '../core';

const malformed = (what: string): CodedError =>
  new CodedError('TRACE_MALFORMED', `The trace is damaged: ${what}.`);

/** Appends varints, strings and bytes. */
export class ByteWriter {
  private readonly bytes: number[] = [];

  /** An unsigned integer below 2^53, seven bits a byte. @throws CodedError TRACE_MALFORMED for one without an end. */
  uint(value: number): this {
    let rest = Math.max(0, Math.floor(value) || 0);
    if (!Number.isSafeInteger(rest)) throw malformed('a number is too large');
    while (rest >= 0x80) {
      this.bytes.push((rest % 0x80) | 0x80);
      rest = Math.floor(rest / 0x80);
    }
    this.bytes.push(rest);
    return this;
  }

  /** A signed integer, zigzag. */
  int(value: number): this {
    return this.uint(value >= 0 ? 2 * value : -2 * value - 1);
  }

  text(value: string): this {
    const utf8 = new TextEncoder().encode(value);
    this.uint(utf8.length);
    for (const byte of utf8) this.bytes.push(byte);
    return this;
  }

  raw(value: Iterable<number>): this {
    for (const byte of value) this.bytes.push(byte);
    return this;
  }

  finish(): Uint8Array<ArrayBuffer> {
    return Uint8Array.from(this.bytes);
  }
}

/** Reads what `ByteWriter` wrote; everything is bounded. @throws CodedError TRACE_MALFORMED. */
export class ByteReader {
  private at = 0;

  constructor(private readonly bytes: Uint8Array) {}

  get done(): boolean {
    return this.at >= this.bytes.length;
  }

  uint(limit = Number.MAX_SAFE_INTEGER): number {
    let value = 0;
    for (let scale = 1; ; scale *= 0x80) {
      const byte = this.bytes[this.at++];
      if (byte === undefined) throw malformed('it ends too early');
      value += (byte & 0x7f) * scale;
      if (value > limit) throw malformed('a number is too large');
      if (byte < 0x80) return value;
      if (scale > 2 ** 46) throw malformed('a number is too long');
    }
  }

  int(limit: number): number {
    const value = this.uint(2 * limit + 1);
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  text(limit: number): string {
    const raw = this.raw(this.uint(limit));
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(raw);
    } catch {
      throw malformed('a text is not UTF-8');
    }
  }

  raw(length: number): Uint8Array {
    if (this.at + length > this.bytes.length) throw malformed('it ends too early');
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }
}
