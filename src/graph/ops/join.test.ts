import { describe, expect, it } from 'vitest';
import { contentsOf, ints, typesOf } from './describe';

describe('Concat', () => {
  it('adds up one axis', () => {
    expect(typesOf('Concat', ['float32[n, 3]', 'float32[n, h]'], { axis: 1 })).toEqual(['float32[n, h + 3]']);
    expect(typesOf('Concat', ['float32[?a, 3]', 'float32[4, 2]'], { axis: -1 })).toEqual(['float32[4, 5]']);
    expect(typesOf('Concat', ['float32', 'float32[4, 2]'], { axis: 1 })).toEqual(['float32[4, ?]']);
    expect(typesOf('Concat', ['float32[2, 3]', 'float32[2, 3]'], {}, { opset: 3 })).toEqual([
      'float32[2, 6]',
    ]);
  });

  it('refuses what does not fit', () => {
    expect(() => typesOf('Concat', ['float32[2, 3]', 'float32[4, 3]'], { axis: 1 })).toThrow(
      /2 and 4 differ/,
    );
    expect(() => typesOf('Concat', ['float32[2]', 'float32[4, 3]'], { axis: 0 })).toThrow(/ranks/);
  });

  it('joins contents, with unknown entries where a part is not known', () => {
    expect(contentsOf('Concat', [ints(1, 2), ints(3)], { axis: 0 })).toEqual([1, 2, 3]);
    expect(contentsOf('Concat', [ints(1), 'int64[1]'], { axis: 0 })).toEqual([
      1,
      expect.stringMatching(/^\?/),
    ]);
    expect(contentsOf('Concat', [ints(1), 'int64[n]'], { axis: 0 })).toBeNull();
  });
});

describe('Split', () => {
  const x = 'float32[b, 10]';
  it('by sizes, as attribute and as input', () => {
    const parts = ['float32[b, 3]', 'float32[b, 7]'];
    expect(typesOf('Split', [x], { axis: 1, split: [3, 7] }, { opset: 11, outputs: 2 })).toEqual(parts);
    expect(typesOf('Split', [x, ints(3, 7)], { axis: 1 }, { outputs: 2 })).toEqual(parts);
    expect(typesOf('Split', [x, 'int64[2]'], { axis: 1 }, { outputs: 2 })).toEqual([
      'float32[b, ?]',
      'float32[b, ?]',
    ]);
    expect(() => typesOf('Split', [x, ints(3, 8)], { axis: 1 }, { outputs: 2 })).toThrow(/add up/);
  });

  it('in equal parts, the last smaller since opset 18', () => {
    expect(typesOf('Split', [x], { axis: 1 }, { opset: 13, outputs: 2 })).toEqual([
      'float32[b, 5]',
      'float32[b, 5]',
    ]);
    expect(() => typesOf('Split', [x], { axis: 1 }, { opset: 13, outputs: 3 })).toThrow(/equal parts/);
    expect(typesOf('Split', [x], { axis: 1, num_outputs: 3 }, { outputs: 3 })).toEqual([
      'float32[b, 4]',
      'float32[b, 4]',
      'float32[b, 2]',
    ]);
    expect(typesOf('Split', ['float32[4*h]'], { num_outputs: 2 }, { outputs: 2 })).toEqual([
      'float32[2*h]',
      'float32[2*h]',
    ]);
    expect(contentsOf('Split', [ints(1, 2, 3, 4)], { num_outputs: 2 }, { outputs: 2 })).toEqual([1, 2]);
  });
});

describe('Gather', () => {
  it('puts the indices where the axis was', () => {
    expect(typesOf('Gather', ['float32[v, 64]', 'int64[b, s]'])).toEqual(['float32[b, s, 64]']);
    expect(typesOf('Gather', ['float32[b, s, 64]', 'int64[]'], { axis: 1 })).toEqual(['float32[b, 64]']);
    expect(() => typesOf('Gather', ['float32[4]', ints(4)])).toThrow(/index 4/);
    expect(contentsOf('Gather', [ints(7, 8, 9), ints(-1, 0)])).toEqual([9, 7]);
  });
});

describe('blocks', () => {
  it('move between depth and space', () => {
    expect(typesOf('DepthToSpace', ['float32[n, 12, h, w]'], { blocksize: 2, mode: 'CRD' })).toEqual([
      'float32[n, 3, 2*h, 2*w]',
    ]);
    expect(typesOf('SpaceToDepth', ['float32[n, 3, 2*h, 4]'], { blocksize: 2 })).toEqual([
      'float32[n, 12, h, 2]',
    ]);
    expect(() => typesOf('DepthToSpace', ['float32[n, 6, h, w]'], { blocksize: 2 })).toThrow(/divide/);
    expect(() => typesOf('DepthToSpace', ['float32[n, 4, 1, 1]'], { blocksize: 2, mode: 'X' })).toThrow(
      /mode X/,
    );
  });
});
