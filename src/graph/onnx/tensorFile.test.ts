import { describe, expect, it } from 'vitest';
import { CodedError } from '../../core';
import { parseNpy } from './tensorFile';

function npy(header: string, data: Uint8Array): Uint8Array {
  const text = new TextEncoder().encode(header);
  return Uint8Array.from([
    0x93,
    ...new TextEncoder().encode('NUMPY'),
    1,
    0,
    text.length,
    0,
    ...text,
    ...data,
  ]);
}

const header = (descr: string, shape: string, order = 'False') =>
  `{'descr': '${descr}', 'fortran_order': ${order}, 'shape': ${shape}, }\n`;

describe('parseNpy', () => {
  it('reads type, shape and bytes', () => {
    const data = new Uint8Array(Float32Array.of(1, -2, 3.5, 4, 5, 6).buffer);
    const tensor = parseNpy(npy(header('<f4', '(2, 3)'), data));
    expect(tensor.dtype).toBe('float32');
    expect(tensor.shape).toEqual([2, 3]);
    expect([...tensor.bytes]).toEqual([...data]);
    expect(parseNpy(npy(header('<i8', '()'), new Uint8Array(8))).shape).toEqual([]);
    expect(parseNpy(npy(header('|b1', '(3,)'), new Uint8Array(3))).shape).toEqual([3]);
  });

  it.each([
    ['no magic', new Uint8Array(20)],
    ['wrong size', npy(header('<f4', '(2,)'), new Uint8Array(4))],
    ['big-endian', npy(header('>f4', '(1,)'), new Uint8Array(4))],
    ['Fortran order', npy(header('<f4', '(1, 1)', 'True'), new Uint8Array(4))],
    ['objects', npy(header('|O', '(1,)'), new Uint8Array(8))],
    ['negative', npy(header('<f4', '(-1,)'), new Uint8Array(0))],
    ['header beyond the end', npy(header('<f4', '(1,)'), new Uint8Array(4)).subarray(0, 20)],
  ])('refuses %s', (_, bytes) => {
    expect(() => parseNpy(bytes)).toThrow(CodedError);
  });
});
