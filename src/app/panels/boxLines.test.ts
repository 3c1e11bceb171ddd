import { expect, it } from 'vitest';
import { boxLines } from './boxLines';

it('breaks a long name where a word begins, and leaves a short one whole', () => {
  expect(boxLines('MatMul', 14)).toEqual(['MatMul']);
  expect(boxLines('LayerNormalization', 14)).toEqual(['Layer', 'Normalization']);
  expect(boxLines('SkipSimplifiedLayerNormalization', 14)).toEqual(['SkipSimplified', 'LayerNormalization']);
  expect(boxLines('convolutionaltranspose', 14)).toEqual(['convolutionaltranspose']);
});
