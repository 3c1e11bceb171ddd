import { describe, expect, it } from 'vitest';
import { literal } from './literal';

describe('literal', () => {
  it('writes little-endian elements of each width', () => {
    const bytesOf = (c: ReturnType<typeof literal>) => (c.source.at === 'bytes' ? [...c.source.bytes] : null);
    expect(bytesOf(literal('int64', [2], [-1, 258n]))).toEqual([
      255, 255, 255, 255, 255, 255, 255, 255, 2, 1, 0, 0, 0, 0, 0, 0,
    ]);
    expect(bytesOf(literal('float32', [], [1]))).toEqual([0, 0, 128, 63]);
    expect(bytesOf(literal('bool', [3], [0, 7, 1]))).toEqual([0, 1, 1]);
    expect(bytesOf(literal('float16', [2], [1, -2]))).toEqual([0, 0x3c, 0, 0xc0]);
    expect(bytesOf(literal('bfloat16', [1], [-1]))).toEqual([0x80, 0xbf]);
  });

  it('refuses a wrong number of elements', () => {
    expect(() => literal('float32', [2], [1])).toThrow('1 elements');
  });
});
