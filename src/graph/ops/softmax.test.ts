import { describe, expect, it } from 'vitest';
import { schemaOf } from '.';
import { typesOf } from './describe';

describe('Softmax', () => {
  it('keeps the type', () => {
    for (const op of ['Softmax', 'LogSoftmax', 'Hardmax'])
      expect(typesOf(op, ['float16[b, s, 30]'])).toEqual(['float16[b, s, 30]']);
  });

  it('flattens at axis 1 before opset 13 and takes the last axis from then on', () => {
    expect(schemaOf('', 'Softmax', 12)?.attrs.axis?.default).toBe(1);
    expect(schemaOf('', 'Softmax', 13)?.attrs.axis?.default).toBe(-1);
    expect(typesOf('Softmax', ['float32[5]'], {}, { opset: 12 })).toEqual(['float32[5]']);
    expect(() => typesOf('Softmax', ['float32[5]'], { axis: 1 }, { opset: 13 })).toThrow(/axis 1/);
  });
});
