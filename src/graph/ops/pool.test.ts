import { describe, expect, it } from 'vitest';
import { costOf, ints, typesOf } from './describe';

const x = 'float32[1, 8, 10, 10]';

describe('pooling', () => {
  it('rounds down, or up in ceil mode', () => {
    const attrs = { kernel_shape: [3, 3], strides: [2, 2] };
    expect(typesOf('MaxPool', [x], attrs)).toEqual(['float32[1, 8, 4, 4]']);
    expect(typesOf('MaxPool', [x], { ...attrs, ceil_mode: 1 })).toEqual(['float32[1, 8, 5, 5]']);
    const valid = { ...attrs, auto_pad: 'VALID' };
    expect(typesOf('AveragePool', [x], valid)).toEqual(['float32[1, 8, 4, 4]']);
    expect(typesOf('AveragePool', [x], { ...valid, ceil_mode: 1 })).toEqual(['float32[1, 8, 5, 5]']);
    expect(typesOf('LpPool', [x], { ...attrs, auto_pad: 'SAME_UPPER' })).toEqual(['float32[1, 8, 5, 5]']);
  });

  it('drops a last window that would start past the input', () => {
    const attrs = { kernel_shape: [1, 1], strides: [2, 2], ceil_mode: 1 };
    expect(typesOf('MaxPool', ['float32[1, 1, 2, 2]'], attrs)).toEqual(['float32[1, 1, 1, 1]']);
    // Whether there is one depends on a size that is not known.
    expect(typesOf('MaxPool', ['float32[1, 1, n, 2]'], attrs)[0]).not.toMatch(/\bn\b/);
  });

  it('gives the indices of the maxima in int64', () => {
    const out = typesOf('MaxPool', [x], { kernel_shape: [2, 2], dilations: [2, 2] }, { outputs: 2 });
    expect(out).toEqual(['float32[1, 8, 8, 8]', 'int64[1, 8, 8, 8]']);
  });

  it('carries symbols', () => {
    expect(
      typesOf('AveragePool', ['float32[b, c, h, w]'], { kernel_shape: [2, 2], strides: [2, 2] }),
    ).toEqual(['float32[b, c, floor(h/2), floor(w/2)]']);
    expect(typesOf('GlobalMaxPool', ['float32[b, c, h, w]'])).toEqual(['float32[b, c, 1, 1]']);
  });

  it('needs a kernel, and room for it', () => {
    expect(() => typesOf('MaxPool', [x])).toThrow(/kernel_shape/);
    expect(() => typesOf('MaxPool', [x], { kernel_shape: [3] })).toThrow(/kernel_shape/);
    expect(() => typesOf('MaxPool', [x], { kernel_shape: [11, 3] })).toThrow(/does not fit/);
  });

  it('is undone by MaxUnpool', () => {
    const attrs = { kernel_shape: [2, 2], strides: [2, 2] };
    expect(typesOf('MaxUnpool', ['float32[1, 1, 2, 2]', 'int64[1, 1, 2, 2]'], attrs)).toEqual([
      'float32[1, 1, 4, 4]',
    ]);
    const given = ['float32[1, 1, 2, 2]', 'int64[1, 1, 2, 2]', ints(1, 1, 5, 5)];
    expect(typesOf('MaxUnpool', given, attrs)).toEqual(['float32[1, 1, 5, 5]']);
  });

  it('over regions gives one result for each', () => {
    expect(typesOf('MaxRoiPool', [x, 'float32[r, 5]'], { pooled_shape: [2, 3] })).toEqual([
      'float32[r, 8, 2, 3]',
    ]);
    expect(
      typesOf('RoiAlign', [x, 'float32[r, 4]', 'int64[r]'], { output_height: 5, output_width: 6 }),
    ).toEqual(['float32[r, 8, 5, 6]']);
  });

  it('costs the size of the window for each result', () => {
    const cost = costOf('AveragePool', [x], { kernel_shape: [2, 2] });
    expect([cost.macs, cost.flops]).toEqual([0, 8 * 81 * 5]);
  });
});
