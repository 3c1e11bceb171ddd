import { describe, expect, it } from 'vitest';
import { contentsOf, floats, ints, typesOf } from './describe';

describe('Cast and its kin', () => {
  it('change the element type', () => {
    expect(typesOf('Cast', ['float32[n]'], { to: 10 })).toEqual(['float16[n]']);
    expect(typesOf('Cast', ['float32[n]'], { to: 'DOUBLE' }, { opset: 5 })).toEqual(['float64[n]']);
    expect(typesOf('CastLike', ['float32[n]', 'int8[]'])).toEqual(['int8[n]']);
    expect(typesOf('Cast', ['float32[n]'], { to: 99 })).toEqual(['unknown']);
  });

  it('follow contents, truncating towards zero', () => {
    expect(contentsOf('Cast', [floats(2.7, -2.7)], { to: 7 })).toEqual([2, -2]);
    expect(contentsOf('Cast', [ints(0, 5)], { to: 9 })).toEqual([0, 1]);
    expect(contentsOf('Cast', [ints(300)], { to: 2 })?.[0]).toMatch(/^\?/);
    expect(contentsOf('Identity', [ints(300)])).toEqual([300]);
  });

  it('BitCast keeps the width', () => {
    expect(typesOf('BitCast', ['float32[n]'], { to: 6 }, { opset: 26 })).toEqual(['int32[n]']);
    expect(() => typesOf('BitCast', ['float32[n]'], { to: 7 }, { opset: 26 })).toThrow(/width/);
  });

  it('Identity passes any type on', () => {
    expect(typesOf('Identity', ['string[n]'])).toEqual(['string[n]']);
  });
});
