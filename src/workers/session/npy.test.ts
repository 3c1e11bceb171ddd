import { describe, expect, it } from 'vitest';
import { parseNpy } from '../../graph';
import { npyHeader } from './npy';

describe('npyHeader', () => {
  it('is read back, for every number of axes', () => {
    for (const shape of [[], [3], [2, 3], [1, 2, 3, 1]]) {
      const count = shape.reduce((a, b) => a * b, 1);
      const values = Float32Array.from({ length: count }, (_, i) => i - 1.5);
      const header = npyHeader('float32', shape);
      expect(header?.length).toBe(64 * Math.ceil((header?.length ?? 0) / 64));
      const file = new Uint8Array([...(header ?? []), ...new Uint8Array(values.buffer)]);
      expect(parseNpy(file)).toMatchObject({ dtype: 'float32', shape, bytes: new Uint8Array(values.buffer) });
    }
  });
  it('has no name for what NumPy does not know', () => {
    expect(npyHeader('bfloat16', [2])).toBeNull();
  });
});
