const rotl = (x: number, by: number): number => (x << by) | (x >>> (32 - by));

/** Murmur3's 32-bit finalizer (Austin Appleby, public domain): every input bit reaches every output bit. */
function finalize(h: number): number {
  let x = h;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return x ^ (x >>> 16);
}

const bits = new DataView(new ArrayBuffer(8));

/**
 * A 128-bit hash in four 32-bit lanes, not for secrets. For a given word, a step is a bijection of the state (each
 * lane is a bijection of itself plus a lane that can be recovered), so no step loses what came before.
 */
export class Mixer {
  a = 0x243f6a88;
  b = 0x85a308d3 | 0;
  c = 0x13198a2e;
  d = 0x03707344;

  reset(): this {
    this.a = 0x243f6a88;
    this.b = 0x85a308d3 | 0;
    this.c = 0x13198a2e;
    this.d = 0x03707344;
    return this;
  }

  word(w: number): this {
    const { a, b, c, d } = this;
    this.a = (Math.imul(rotl(a ^ w, 13), 0x9e3779b1) + b) | 0;
    this.b = (Math.imul(rotl(b ^ w, 17), 0x85ebca77) + c) | 0;
    this.c = (Math.imul(rotl(c ^ w, 19), 0xc2b2ae3d) + d) | 0;
    this.d = (Math.imul(rotl(d ^ w, 23), 0x27d4eb2f) + this.a) | 0;
    return this;
  }

  /** The four words at `at` of an array of hashes. */
  hash(hashes: Int32Array, at = 0): this {
    this.word(hashes[at] ?? 0);
    this.word(hashes[at + 1] ?? 0);
    this.word(hashes[at + 2] ?? 0);
    return this.word(hashes[at + 3] ?? 0);
  }

  /** A double by its bits; −0 and 0 differ. */
  number(value: number): this {
    bits.setFloat64(0, value);
    return this.word(bits.getInt32(0)).word(bits.getInt32(4));
  }

  integer(value: number | bigint): this {
    const small = Number(value);
    if (Number.isSafeInteger(small)) return this.number(small);
    bits.setBigInt64(0, BigInt.asIntN(64, BigInt(value)));
    return this.word(0x1b1).word(bits.getInt32(0)).word(bits.getInt32(4));
  }

  string(text: string): this {
    this.word(text.length);
    for (let i = 0; i < text.length; i += 2) {
      this.word(text.charCodeAt(i) | (text.charCodeAt(i + 1) << 16));
    }
    return this;
  }

  bytes(bytes: Uint8Array, from = 0, to = bytes.length): this {
    const view = new DataView(bytes.buffer, bytes.byteOffset + from, to - from);
    const whole = view.byteLength & ~3;
    for (let i = 0; i < whole; i += 4) this.word(view.getInt32(i, true));
    let rest = 0;
    for (let i = whole; i < view.byteLength; i++) rest = (rest << 8) | view.getUint8(i);
    return this.word(rest).word(view.byteLength);
  }

  /** Writes the hash of what was mixed to `out[at … at + 3]`; mixing can go on. */
  write(out: Int32Array, at = 0): void {
    const sum = this.a ^ rotl(this.b, 7) ^ rotl(this.c, 14) ^ rotl(this.d, 21);
    out[at] = finalize(this.a + sum);
    out[at + 1] = finalize(this.b + sum);
    out[at + 2] = finalize(this.c + sum);
    out[at + 3] = finalize(this.d + sum);
  }

  digest(): Int32Array {
    const out = new Int32Array(4);
    this.write(out);
    return out;
  }
}

/** 32 hexadecimal digits. */
export const hexOf = (hash: Int32Array): string =>
  [...hash.subarray(0, 4)].map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
