import { expect, it } from 'vitest';
import { shortName } from './shortName';

const shown = (name: string) => shortName(name).replaceAll('\u200b', '');

it('keeps whole parts of a name, the last ones', () => {
  expect(shown('MatMul_12')).toBe('MatMul_12');
  expect(shown('/conv1/Conv')).toBe('/conv1/Conv');
  expect(shown('/bert/encoder/layer.0/attention/self/query/MatMul')).toBe('…attention/self/query/MatMul');
  expect(shown('')).toBe('');
});

it('lets a long part break where its words begin', () => {
  expect(shortName('SkipLayerNormalization_quantised_by_hand')).toBe(
    'Skip\u200bLayer\u200bNormalization_\u200bquantised_\u200bby_\u200bhand',
  );
});
