import { describe, expect, it } from 'vitest';
import { literal } from '../literal';
import { contentsOf, floats, ints, typesOf } from './describe';

describe('generators', () => {
  it('Shape and Size know what they say', () => {
    expect(contentsOf('Shape', ['float32[n, 3]'])).toEqual(['n', 3]);
    expect(contentsOf('Shape', ['float32[n, 3, h]'], { start: 1 })).toEqual([3, 'h']);
    expect(contentsOf('Shape', ['float32[n, 3, h]'], { start: -2, end: -1 })).toEqual([3]);
    expect(typesOf('Shape', ['float32'])).toEqual(['int64[?]']);
    expect(contentsOf('Size', ['float32[n, 3]'])).toEqual(['3*n']);
  });

  it('Constant has one of seven forms', () => {
    expect(typesOf('Constant', [], { value: literal('int8', [2], [1, 2]) })).toEqual(['int8[2]']);
    expect(contentsOf('Constant', [], { value_ints: [3, 4] })).toEqual([3, 4]);
    expect(typesOf('Constant', [], { value_float: { float: 1 } })).toEqual(['float32[]']);
    expect(typesOf('Constant', [], { value_floats: { floats: [1, 2] } })).toEqual(['float32[2]']);
    expect(typesOf('Constant', [], { value_strings: ['a', 'b'] })).toEqual(['string[2]']);
    expect(typesOf('Constant', [], { value_string: 'a' })).toEqual(['string[]']);
    expect(contentsOf('Constant', [], { value_int: 5 })).toEqual([5]);
  });

  it('ConstantOfShape fills', () => {
    expect(typesOf('ConstantOfShape', [ints(2, 3)])).toEqual(['float32[2, 3]']);
    expect(contentsOf('ConstantOfShape', [ints(3)], { value: literal('int64', [1], [7]) })).toEqual([
      7, 7, 7,
    ]);
    expect(typesOf('ConstantOfShape', ['int64[2]'])).toEqual(['float32[?, ?]']);
    expect(() => typesOf('ConstantOfShape', [ints(-2)])).toThrow(/dimension of -2/);
    expect(typesOf('ConstantOfShape', [ints(2 ** 52, 2 ** 52)])).toEqual([
      'float32[4503599627370496, 4503599627370496]',
    ]);
  });

  it('Range counts', () => {
    expect(contentsOf('Range', [ints(1), ints(8), ints(3)])).toEqual([1, 4, 7]);
    expect(typesOf('Range', [ints(8), ints(1), ints(3)])).toEqual(['int64[0]']);
    expect(typesOf('Range', [floats(0), floats(1), floats(0.25)])).toEqual(['float32[4]']);
    // 10 after a difference in single precision, 11 in double.
    expect(typesOf('Range', [floats(0.1), floats(1.1), floats(0.1)])).toEqual(['float32[?]']);
    expect(() => typesOf('Range', [ints(0), ints(1), ints(0)])).toThrow(/step of 0/);
    expect(typesOf('Range', ['int64[]', 'int64[]', 'int64[]'])).toEqual(['int64[?]']);
  });

  it('OneHot adds an axis', () => {
    expect(typesOf('OneHot', ['int64[b, s]', ints(10), 'float32[2]'])).toEqual(['float32[b, s, 10]']);
    expect(typesOf('OneHot', ['int64[b, s]', ints(10), 'float32[2]'], { axis: 0 })).toEqual([
      'float32[10, b, s]',
    ]);
    expect(typesOf('OneHot', ['int64[b]', 'int64[]', 'bool[2]'])).toEqual(['bool[b, ?]']);
  });

  it('EyeLike, NonZero and Unique', () => {
    expect(typesOf('EyeLike', ['float32[n, m]'], { dtype: 7 })).toEqual(['int64[n, m]']);
    expect(() => typesOf('EyeLike', ['float32[n]'])).toThrow(/matrix/);
    expect(typesOf('NonZero', ['float32[n, m]'])).toEqual(['int64[2, ?]']);
    expect(typesOf('NonZero', [ints(1, 0, 2)])).toEqual(['int64[1, 2]']);
    expect(typesOf('NonZero', ['float32[]'])).toEqual(['int64[?, ?]']);
    expect(typesOf('Unique', ['float32[n, m]'], {}, { outputs: 4 })).toEqual([
      'float32[?]',
      'int64[?]',
      'int64[m*n]',
      'int64[?]',
    ]);
    expect(typesOf('Unique', ['float32[n, m]'], { axis: 1 }, { outputs: 3 })).toEqual([
      'float32[n, ?]',
      'int64[?]',
      'int64[m]',
    ]);
  });
});
