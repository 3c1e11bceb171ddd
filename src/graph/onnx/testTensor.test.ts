import { describe, expect, it } from 'vitest';
import { parseNpy, parseTensorProto, parseTestTensor, splitStrings, writeTensorProto } from './testTensor';

/** An .npy file as numpy.lib.format writes it. */
function npy(descr: string, fortran: boolean, shape: string, data: Uint8Array, version = 1): Uint8Array {
  const header = `{'descr': '${descr}', 'fortran_order': ${fortran ? 'True' : 'False'}, 'shape': ${shape}, }\n`;
  const text = new TextEncoder().encode(header);
  const length = version === 1 ? [text.length, 0] : [text.length, 0, 0, 0];
  return Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, version, 0, ...length, ...text, ...data);
}

describe('test tensors', () => {
  const floats = new Uint8Array(Float32Array.of(1, 2, 3, 4, 5, 6).buffer);

  it('reads .npy in either order, byte order and header version', () => {
    expect(parseNpy(npy('<f4', false, '(2, 3)', floats))).toMatchObject({
      dtype: 'float32',
      shape: [2, 3],
      bytes: floats,
    });
    const transposed = parseNpy(npy('<f4', true, '(2, 3)', floats, 2));
    expect([...new Float32Array(transposed.bytes.slice().buffer)]).toEqual([1, 3, 5, 2, 4, 6]);
    const big = parseNpy(npy('>i2', false, '(2,)', Uint8Array.of(0, 1, 0, 2)));
    expect(big).toMatchObject({ dtype: 'int16', shape: [2], bytes: Uint8Array.of(1, 0, 2, 0) });
    expect(parseNpy(npy('|b1', false, '()', Uint8Array.of(1)))).toMatchObject({ dtype: 'bool', shape: [] });
  });

  it.each([
    ['objects', npy('|O', false, '(1,)', floats)],
    ['a short file', npy('<f8', false, '(4,)', floats)],
    ['no header', Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, 2, 0, 123, 125)],
    ['noise', Uint8Array.of(0xff, 1, 2)],
  ])('refuses %s', (_, file) => {
    expect(() => parseTestTensor(file)).toThrowError(expect.objectContaining({ code: 'INPUT_BAD_TENSOR' }));
  });

  it('writes and reads TensorProto files', () => {
    const tensor = { name: 'x', dtype: 'float32', shape: [3, 2], bytes: floats } as const;
    expect(parseTestTensor(writeTensorProto(tensor))).toEqual(tensor);
  });

  it('keeps strings apart', () => {
    // dims 2, data_type 8, two string_data records, the second empty.
    const { dtype, bytes } = parseTensorProto(Uint8Array.of(8, 2, 16, 8, 0x32, 2, 104, 105, 0x32, 0));
    expect(dtype).toBe('string');
    expect(splitStrings(bytes)).toEqual(['hi', '']);
  });
});
