import { describe, expect, it } from 'vitest';
import { contentsOf, costOf, floats, ints, typesOf } from './describe';

describe('arithmetic', () => {
  it('broadcasts in both directions', () => {
    expect(typesOf('Add', ['float32[n, 1, 4]', 'float32[3, 1]'])).toEqual(['float32[n, 3, 4]']);
    expect(typesOf('Mul', ['float32[n, h]', 'float32[]'])).toEqual(['float32[n, h]']);
    expect(typesOf('Sub', ['float32[a, 4]', 'float32[b, 4]'])).toEqual(['float32[max(a, b), 4]']);
    expect(typesOf('Add', ['float32', 'float32[3]'])).toEqual(['float32']);
    expect(() => typesOf('Add', ['float32[3]', 'float32[4]'])).toThrow(/3 and 4 do not broadcast/);
  });

  it('wants one type, except for exponents', () => {
    expect(() => typesOf('Add', ['float32[3]', 'int64[3]'])).toThrow(/do not mix/);
    expect(typesOf('Pow', ['float32[3]', 'int64[3]'])).toEqual(['float32[3]']);
  });

  it('before opset 7 keeps the first shape', () => {
    const attrs = { broadcast: 1, axis: 1 };
    expect(typesOf('Add', ['float32[2, 3, 4]', 'float32[3]'], attrs, { opset: 6 })).toEqual([
      'float32[2, 3, 4]',
    ]);
  });

  it('follows contents exactly', () => {
    expect(contentsOf('Add', [ints(1, 2), ints(10)])).toEqual([11, 12]);
    expect(contentsOf('Div', [ints(7, -7), ints(2)])).toEqual([3, -3]);
    expect(contentsOf('Mod', [ints(7, -7), ints(3)])).toEqual([1, 2]);
    expect(contentsOf('Mod', [ints(7, -7), ints(3)], { fmod: 1 })).toEqual([1, -1]);
    expect(contentsOf('Div', [floats(7), floats(2)])).toEqual([3.5]);
    expect(contentsOf('Mul', [floats(0.1), floats(3)])).toEqual([Math.fround(Math.fround(0.1) * 3)]);
    expect(contentsOf('Max', [ints(1, 5), ints(3)])).toEqual([3, 5]);
    expect(contentsOf('Sum', [ints(1, 5), ints(3)])).toEqual([4, 8]);
    expect(contentsOf('Pow', [ints(3), ints(2)])).toEqual([9]);
  });

  it('gives up on what no double holds', () => {
    expect(contentsOf('Mul', [ints(2 ** 40), ints(2 ** 40)])?.[0]).toMatch(/^\?/);
    expect(contentsOf('Div', [ints(4), ints(0)])?.[0]).toMatch(/^\?/);
  });

  it('Max, Min, Mean and Sum take any number', () => {
    expect(typesOf('Max', ['float32[3]', 'float32[2, 1]', 'float32[]'])).toEqual(['float32[2, 3]']);
    expect(costOf('Mean', ['float32[4]', 'float32[4]', 'float32[4]'])).toMatchObject({ flops: 12 });
    expect(costOf('Sum', ['float32[4]', 'float32[4]', 'float32[4]'])).toMatchObject({ flops: 8 });
  });
});

describe('logic', () => {
  it('gives booleans', () => {
    expect(typesOf('Less', ['float32[n, 1]', 'float32[4]'])).toEqual(['bool[n, 4]']);
    expect(typesOf('Equal', ['string[2]', 'string[2]'], {}, { opset: 19 })).toEqual(['bool[2]']);
    expect(() => typesOf('And', ['float32[2]', 'float32[2]'])).toThrow(/booleans/);
  });

  it('follows contents', () => {
    expect(contentsOf('Equal', [ints(1, 2), ints(2)])).toEqual([0, 1]);
    expect(contentsOf('GreaterOrEqual', [ints(1, 2), ints(2)])).toEqual([0, 1]);
  });

  it('Where picks and merges shapes', () => {
    expect(typesOf('Where', ['bool[n, 1]', 'float32[4]', 'float32[]'])).toEqual(['float32[n, 4]']);
    expect(() => typesOf('Where', ['int64[2]', 'float32[2]', 'float32[2]'])).toThrow(
      /condition must be boolean/,
    );
    expect(contentsOf('Where', ['bool[2]', ints(5, 6), ints(5, 7)])).toEqual([
      5,
      expect.stringMatching(/^\?/),
    ]);
  });
});
