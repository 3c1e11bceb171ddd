import { describe, expect, it } from 'vitest';
import { seal, unseal } from './seal';

const bytes = new TextEncoder().encode('123456789');

describe('a seal', () => {
  it('is the CRC-32 that zip files have, behind the bytes', () => {
    expect([...seal(bytes)].slice(9)).toEqual([0xcb, 0xf4, 0x39, 0x26]);
    expect(unseal(seal(bytes))).toEqual(bytes);
    expect(unseal(seal(new Uint8Array()))).toEqual(new Uint8Array());
  });

  it('tells any byte that changed, and bytes that are gone', () => {
    const whole = seal(bytes);
    for (let at = 0; at < whole.length; at++) {
      const changed = whole.map((byte, i) => (i === at ? byte ^ 0x10 : byte));
      expect(() => unseal(changed)).toThrow('checksum');
      expect(() => unseal(whole.subarray(0, at))).toThrow('checksum');
    }
  });
});
