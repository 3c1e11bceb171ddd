import { describe, expect, it } from 'vitest';
import { schemaOf } from '.';
import { typesOf } from './describe';

describe('random operators', () => {
  it('have shapes and types of their own, or those of an input', () => {
    expect(typesOf('RandomNormal', [], { shape: [2, 3], dtype: 11 })).toEqual(['float64[2, 3]']);
    expect(typesOf('RandomUniformLike', ['float16[n]'])).toEqual(['float16[n]']);
    expect(typesOf('Bernoulli', ['float32[n]'], { dtype: 9 })).toEqual(['bool[n]']);
    expect(typesOf('Multinomial', ['float32[b, 10]'], { sample_size: 4 })).toEqual(['int32[b, 4]']);
  });

  it('refuse shapes that no tensor has', () => {
    expect(() => typesOf('RandomNormal', [], { shape: [2, -3] })).toThrow(/dimension of -3/);
    expect(() => typesOf('Multinomial', ['float32[b, 10]'], { sample_size: 2 ** 60 })).toThrow(
      /dimension of/,
    );
  });

  it('are not deterministic', () => {
    for (const op of [
      'RandomNormal',
      'RandomNormalLike',
      'RandomUniform',
      'RandomUniformLike',
      'Bernoulli',
      'Multinomial',
    ])
      expect(schemaOf('', op, 22)?.deterministic).toBe(false);
    expect(schemaOf('', 'Conv', 22)?.deterministic).toBe(true);
  });
});
