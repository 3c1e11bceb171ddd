import { describe, expect, it } from 'vitest';
import { contentsOf, ints, typesOf } from './describe';
import { sliceLength } from './slice';

const endless = Number.MAX_SAFE_INTEGER;

describe('Slice', () => {
  it('counts like NumPy', () => {
    for (let n = 0; n <= 5; n++) {
      const all = Array.from({ length: n }, (_, i) => i);
      for (let start = -7; start <= 7; start++) {
        for (let end = -7; end <= 7; end++) {
          expect(sliceLength(n, start, end, 1)).toBe(all.slice(start, end).length);
        }
      }
    }
    expect(sliceLength(10, 1, 9, 3)).toBe(3);
    expect(sliceLength(10, -1, -endless, -1)).toBe(10);
    expect(sliceLength(10, 8, 1, -3)).toBe(3);
  });

  it('is symbolic', () => {
    expect(sliceLength('h', 1, endless, 1)).toBe('h - 1');
    expect(sliceLength('h', 0, -1, 1)).toBe('h - 1');
    expect(sliceLength('h', -1, endless, 1)).toBe(1);
    expect(sliceLength('h', 0, endless, 2)).toBe('floor((h + 1)/2)');
    expect(sliceLength('h', -1, -endless, -1)).toBe('h');
    expect(sliceLength(512, 0, 'seq', 1)).toBe('seq');
    expect(sliceLength('past + seq', 'past', 'past + seq', 1)).toBe('seq');
    expect(sliceLength('h', 0, 5, 1)).toBe('min(5, h)');
  });

  it('reads attributes, then inputs', () => {
    const attrs = { starts: [1, 0], ends: [3, endless], axes: [1, 0] };
    expect(typesOf('Slice', ['float32[n, 5]'], attrs, { opset: 9 })).toEqual(['float32[n, 2]']);
    expect(typesOf('Slice', ['float32[n, 5]', ints(1), ints(-1), ints(-1)])).toEqual(['float32[n, 3]']);
    expect(typesOf('Slice', ['float32[n, 5]', ints(0), ints(2)])).toEqual(['float32[min(2, n), 5]']);
    expect(typesOf('Slice', ['float32[n, 5]', 'int64[1]', ints(2), ints(0)])).toEqual(['float32[?, 5]']);
    expect(typesOf('Slice', ['float32[n, 5]', 'int64[1]', 'int64[1]', 'int64[1]'])).toEqual([
      'float32[?, ?]',
    ]);
    expect(() => typesOf('Slice', ['float32[n, 5]', ints(0), ints(2), ints(2)])).toThrow(/outside/);
    expect(() => typesOf('Slice', ['float32[n, 5]', ints(0), ints(2), ints(0), ints(0)])).toThrow(
      /step of 0/,
    );
  });

  it('follows contents', () => {
    expect(contentsOf('Slice', [ints(5, 6, 7, 8), ints(1), ints(3)])).toEqual([6, 7]);
    expect(contentsOf('Slice', [ints(5, 6, 7, 8), ints(-1), ints(-9), ints(0), ints(-2)])).toEqual([8, 6]);
    expect(contentsOf('Slice', [ints(5, 6, 7, 8), ints(3), ints(1)])).toEqual([]);
  });
});

describe('Pad', () => {
  const x = 'float32[n, 3]';
  it('reads its pads from three places', () => {
    expect(typesOf('Pad', [x], { paddings: [0, 1, 0, 2] }, { opset: 1 })).toEqual(['float32[n, 6]']);
    expect(typesOf('Pad', [x], { pads: [1, 0, 1, 0] }, { opset: 2 })).toEqual(['float32[n + 2, 3]']);
    expect(typesOf('Pad', [x, ints(0, 1, 0, -1)], {}, { opset: 13 })).toEqual(['float32[n, 3]']);
    expect(typesOf('Pad', [x, ints(1, 2), null, ints(-1)])).toEqual(['float32[n, 6]']);
    expect(typesOf('Pad', [x, 'int64[4]'])).toEqual(['float32[?, ?]']);
  });

  it('refuses pads that do not fit', () => {
    expect(() => typesOf('Pad', [x, ints(1, 2)])).toThrow(/2 pads for 2 axes/);
    expect(() => typesOf('Pad', [x, ints(0, -2, 0, -2)])).toThrow(/more from axis 1/);
  });
});

describe('selections', () => {
  it('Compress keeps what a mask selects', () => {
    expect(typesOf('Compress', ['float32[4, 3]', 'bool[3]'], { axis: 1 })).toEqual(['float32[4, ?]']);
    expect(typesOf('Compress', ['float32[4, 3]', 'bool[3]'])).toEqual(['float32[?]']);
  });

  it('Trilu and ReverseSequence keep the shape', () => {
    expect(typesOf('Trilu', ['float32[b, n, n]'])).toEqual(['float32[b, n, n]']);
    expect(() => typesOf('Trilu', ['float32[n]'])).toThrow(/matrix/);
    expect(typesOf('ReverseSequence', ['float32[t, b]', 'int64[b]'])).toEqual(['float32[t, b]']);
  });
});
