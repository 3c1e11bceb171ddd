import { assert } from '../core';

/** Features are kept as multiples of 1/256 in 16 bits; this one stands for what is no number. */
const grid = 256;
const notANumber = -32_768;

/** Grows a buffer of little-endian numbers. */
export class ByteWriter {
  private bytes = new Uint8Array(1 << 16);
  private view = new DataView(this.bytes.buffer);
  private at = 0;

  private reserve(count: number): number {
    const start = this.at;
    this.at += count;
    if (this.at > this.bytes.length) {
      const larger = new Uint8Array(Math.max(this.at, 2 * this.bytes.length));
      larger.set(this.bytes);
      this.bytes = larger;
      this.view = new DataView(larger.buffer);
    }
    return start;
  }

  u16(x: number): void {
    assert(Number.isInteger(x) && x >= 0 && x < 65_536, () => `${x} does not fit 16 bits`);
    const at = this.reserve(2);
    this.view.setUint16(at, x, true);
  }
  u32(x: number): void {
    const at = this.reserve(4);
    this.view.setUint32(at, x, true);
  }
  u16s(list: ArrayLike<number>): void {
    for (let i = 0; i < list.length; i++) this.u16(list[i] ?? 0);
  }
  f64s(list: ArrayLike<number>): void {
    for (let i = 0; i < list.length; i++) {
      const at = this.reserve(8);
      this.view.setFloat64(at, list[i] ?? 0, true);
    }
  }
  fixed(list: ArrayLike<number>): void {
    for (let i = 0; i < list.length; i++) {
      const x = Math.round((list[i] ?? Number.NaN) * grid);
      const at = this.reserve(2);
      this.view.setInt16(at, Number.isFinite(x) ? Math.max(-32_767, Math.min(32_767, x)) : notANumber, true);
    }
  }
  text(ascii: string): void {
    this.raw(new TextEncoder().encode(ascii));
  }
  string(text: string): void {
    const bytes = new TextEncoder().encode(text);
    this.u32(bytes.length);
    this.raw(bytes);
  }
  json(value: unknown): void {
    this.string(JSON.stringify(value));
  }
  raw(bytes: Uint8Array): void {
    const at = this.reserve(bytes.length);
    this.bytes.set(bytes, at);
  }
  finish(): Uint8Array {
    return this.bytes.slice(0, this.at);
  }
}

/** Reads what `ByteWriter` wrote; what is damaged is thrown as `reject` words it. */
export class ByteReader {
  private readonly view: DataView;
  private at = 0;

  constructor(
    private readonly bytes: Uint8Array,
    private readonly reject: (message: string) => Error,
  ) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get atEnd(): boolean {
    return this.at === this.bytes.length;
  }

  private take(count: number): number {
    const start = this.at;
    if (start + count > this.bytes.length) throw this.reject('the file ends too early');
    this.at += count;
    return start;
  }

  u16(): number {
    return this.view.getUint16(this.take(2), true);
  }
  u32(): number {
    return this.view.getUint32(this.take(4), true);
  }
  u16s(count: number): Uint16Array {
    const at = this.take(2 * count);
    return Uint16Array.from({ length: count }, (_, i) => this.view.getUint16(at + 2 * i, true));
  }
  f64s(count: number): Float64Array {
    const at = this.take(8 * count);
    return Float64Array.from({ length: count }, (_, i) => this.view.getFloat64(at + 8 * i, true));
  }
  fixed(count: number): Float32Array {
    const at = this.take(2 * count);
    const list = new Float32Array(count);
    for (let i = 0; i < count; i++) {
      const x = this.view.getInt16(at + 2 * i, true);
      if (x === notANumber) throw this.reject('a feature in the file is not a number');
      list[i] = x / grid;
    }
    return list;
  }
  text(length: number): string {
    const at = this.take(length);
    return new TextDecoder().decode(this.bytes.subarray(at, at + length));
  }
  string(): string {
    return this.text(this.u32());
  }
  json(): unknown {
    const text = this.string();
    try {
      return JSON.parse(text);
    } catch {
      throw this.reject('the header of the file is damaged');
    }
  }
}
