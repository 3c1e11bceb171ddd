import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { digestOf, sha256 } from './sha256';

const bytes = (n: number): Uint8Array<ArrayBuffer> =>
  Uint8Array.from({ length: n }, (_, i) => (i * 37 + 11) & 255);
const wanted = (data: Uint8Array): string => createHash('sha256').update(data).digest('hex');

describe('sha256', () => {
  it.each([0, 1, 55, 56, 63, 64, 65, 119, 120, 1000])(
    'of %i bytes, with and without the browser’s help',
    async (n) => {
      expect(Buffer.from(digestOf(bytes(n))).toString('hex')).toBe(wanted(bytes(n)));
      expect(await sha256(bytes(n))).toBe(wanted(bytes(n)));
    },
  );
});
