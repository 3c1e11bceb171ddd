import { describe, expect, it } from 'vitest';
import { contentsOf, ints, typesOf } from './describe';

describe('gathering by many indices', () => {
  it('GatherElements has the shape of the indices', () => {
    expect(typesOf('GatherElements', ['float32[a, b]', 'int64[c, d]'])).toEqual(['float32[c, d]']);
    expect(contentsOf('GatherElements', [ints(5, 6, 7), ints(-1, 0)])).toEqual([7, 5]);
    expect(() => typesOf('GatherElements', ['float32[a, b]', 'int64[c]'])).toThrow(/rank/);
  });

  it('GatherND drops the axes that the indices name', () => {
    expect(typesOf('GatherND', ['float32[a, b, c]', 'int64[k, 2]'])).toEqual(['float32[k, c]']);
    expect(typesOf('GatherND', ['float32[a, b, c]', 'int64[a, k, 1]'], { batch_dims: 1 })).toEqual([
      'float32[a, k, c]',
    ]);
    expect(() => typesOf('GatherND', ['float32[a]', 'int64[k, 2]'])).toThrow(/rank 1/);
  });
});

describe('scattering', () => {
  it('keeps the data’s type and follows the contents of vectors', () => {
    expect(typesOf('ScatterND', ['float32[a, b]', 'int64[k, 1]', 'float32[k, b]'])).toEqual([
      'float32[a, b]',
    ]);
    expect(contentsOf('ScatterElements', [ints(1, 2, 3), ints(1, -1), ints(8, 9)])).toEqual([1, 8, 9]);
    expect(contentsOf('ScatterElements', [ints(1, 2), ints(1), ints(8)], { reduction: 'add' })).toBeNull();
    expect(() => typesOf('ScatterND', ['float32[a]', 'int64[k, 1]', 'int32[k]'])).toThrow(/types/);
    expect(() => typesOf('ScatterND', ['float32[a, b]', 'int64[k, 1]', 'float32[k]'])).toThrow(/updates/);
  });
});

describe('TopK', () => {
  it('has k as an input from opset 10 on, as an attribute before', () => {
    const out = typesOf('TopK', ['float32[b, 100]', ints(5)], {}, { outputs: 2 });
    expect(out).toEqual(['float32[b, 5]', 'int64[b, 5]']);
    expect(typesOf('TopK', ['float32[b, 100]', 'int64[1]'], { axis: 0 }, { outputs: 2 })).toEqual([
      'float32[?, 100]',
      'int64[?, 100]',
    ]);
    expect(typesOf('TopK', ['float32[9]'], { k: 3 }, { opset: 9, outputs: 2 })).toEqual([
      'float32[3]',
      'int64[3]',
    ]);
    expect(() => typesOf('TopK', ['float32[3]', ints(5)], {}, { outputs: 2 })).toThrow(/k = 5/);
  });
});
