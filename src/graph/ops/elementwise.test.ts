import { describe, expect, it } from 'vitest';
import { contentsOf, costOf, floats, ints, typesOf } from './describe';

describe('elementwise operators', () => {
  it('keep type and shape', () => {
    for (const op of ['Relu', 'Sigmoid', 'Erf', 'Gelu', 'HardSwish', 'Mish', 'Selu', 'Round', 'Acosh']) {
      expect(typesOf(op, ['float16[n, 3]'])).toEqual(['float16[n, 3]']);
    }
    expect(typesOf('Swish', ['float32[n]'], {}, { opset: 24 })).toEqual(['float32[n]']);
    expect(typesOf('IsNaN', ['float32[n, 3]'])).toEqual(['bool[n, 3]']);
    expect(typesOf('Not', ['bool[2]'])).toEqual(['bool[2]']);
  });

  it('refuse strings, and Not what is not boolean', () => {
    expect(() => typesOf('Abs', ['string[2]'])).toThrow(/strings/);
    expect(() => typesOf('Not', ['int64[2]'])).toThrow(/booleans/);
  });

  it('exist from their first opset on', () => {
    expect(typesOf('Gelu', ['float32[2]'], {}, { opset: 19 })).toEqual(['unknown']);
  });

  it('follow contents', () => {
    expect(contentsOf('Neg', [ints(3, -4)])).toEqual([-3, 4]);
    expect(contentsOf('Abs', [ints(3, -4)])).toEqual([3, 4]);
    expect(contentsOf('Relu', [ints(3, -4)])).toEqual([3, 0]);
    expect(contentsOf('Sign', [ints(3, -4, 0)])).toEqual([1, -1, 0]);
    expect(contentsOf('Floor', [floats(2.5, -2.5)])).toEqual([2, -3]);
    expect(contentsOf('Ceil', [floats(2.5, -0.5)])).toEqual([3, 0]);
    expect(contentsOf('Round', [floats(0.5, 1.5, 2.4, 2.6)])).toEqual([0, 2, 2, 3]);
    expect(contentsOf('Sqrt', [floats(-1)])?.[0]).toMatch(/^\?/);
    expect(contentsOf('Relu', ['int64[3]'])).toBeNull();
  });

  it('clip by attributes, then by inputs', () => {
    expect(typesOf('Clip', ['float32[n]'], { min: { float: 0 } }, { opset: 6 })).toEqual(['float32[n]']);
    expect(contentsOf('Clip', [ints(-3, 2, 9), null, null])).toEqual([-3, 2, 9]);
    expect(contentsOf('Clip', [ints(-3, 2, 9), ints(0), ints(5)])).toEqual([0, 2, 5]);
    expect(contentsOf('Clip', [ints(-3, 2, 9), 'int64[]', ints(5)])).toBeNull();
  });

  it('Dropout has a mask whose type changed with opset 10', () => {
    const masked = { outputs: 2 };
    expect(typesOf('Dropout', ['float32[n]'], {}, { ...masked, opset: 7 })).toEqual([
      'float32[n]',
      'float32[n]',
    ]);
    expect(typesOf('Dropout', ['float32[n]'], {}, { ...masked, opset: 12 })).toEqual([
      'float32[n]',
      'bool[n]',
    ]);
  });

  it('PRelu broadcasts its slope only', () => {
    expect(typesOf('PRelu', ['float32[1, 3, h, w]', 'float32[3, 1, 1]'])).toEqual(['float32[1, 3, h, w]']);
    expect(() => typesOf('PRelu', ['float32[3]', 'float32[2, 3]'])).toThrow(/does not broadcast/);
  });

  it('cost their formula', () => {
    expect(costOf('Relu', ['float32[2, 3]'])).toMatchObject({ macs: 0, flops: 6 });
    expect(costOf('Sigmoid', ['float32[2, 3]'])).toMatchObject({ macs: 0, flops: 24 });
  });
});
