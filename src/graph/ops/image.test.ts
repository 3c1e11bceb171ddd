import { describe, expect, it } from 'vitest';
import { ints, typesOf } from './describe';

describe('images', () => {
  it('AffineGrid takes its size from an input', () => {
    expect(typesOf('AffineGrid', ['float32[n, 2, 3]', ints(4, 3, 5, 6)])).toEqual(['float32[n, 5, 6, 2]']);
    expect(typesOf('AffineGrid', ['float32[n, 3, 4]', 'int64[5]'])).toEqual(['float32[n, ?, ?, ?, 3]']);
  });

  it('GridSample has the places of the grid', () => {
    expect(typesOf('GridSample', ['float32[n, c, 8, 8]', 'float32[n, h, w, 2]'])).toEqual([
      'float32[n, c, h, w]',
    ]);
    expect(() => typesOf('GridSample', ['float32[n, c, 8, 8]', 'float32[n, h, w, 3]'])).toThrow(
      /coordinates/,
    );
  });

  it('CenterCropPad replaces the sizes of its axes', () => {
    expect(typesOf('CenterCropPad', ['float32[a, b, c]', ints(5, 6)], { axes: [-1, 0] })).toEqual([
      'float32[6, b, 5]',
    ]);
    expect(() => typesOf('CenterCropPad', ['float32[a, b, c]', ints(5)])).toThrow(/1 sizes for 3 axes/);
  });

  it('ImageDecoder and NonMaxSuppression know what can be known', () => {
    expect(typesOf('ImageDecoder', ['uint8[n]'], { pixel_format: 'Grayscale' })).toEqual(['uint8[?, ?, 1]']);
    expect(typesOf('NonMaxSuppression', ['float32[1, n, 4]', 'float32[1, 2, n]'])).toEqual(['int64[?, 3]']);
  });
});
