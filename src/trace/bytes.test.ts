import { describe, expect, it } from 'vitest';
import { ByteReader, ByteWriter } from './bytes';

describe('ByteWriter', () => {
  it('writes whole numbers of any size that a double holds', () => {
    const values = [0, 127, 128, 1e9, Number.MAX_SAFE_INTEGER];
    const out = new ByteWriter();
    for (const value of values) out.uint(value);
    const from = new ByteReader(out.finish());
    expect(values.map(() => from.uint())).toEqual(values);
  });

  it('refuses a number without an end instead of writing it for ever', () => {
    const tooLarge = expect.objectContaining({ code: 'TRACE_MALFORMED' });
    expect(() => new ByteWriter().uint(Number.POSITIVE_INFINITY)).toThrow(tooLarge);
    expect(() => new ByteWriter().int(Number.NEGATIVE_INFINITY)).toThrow(tooLarge);
  });
});
