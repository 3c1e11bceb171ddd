import { expect, it } from 'vitest';
import { openModel } from '../../src/workers/session/openModel';
import { secretModel } from './secretModel';

it('the secret model opens, with its function inside and its dimension open', async () => {
  const bytes = new Uint8Array(secretModel());
  const files = [new File([bytes], 'quokka.onnx')];
  const { base, decoded, specialisation } = await openModel({
    files,
    randomWeights: null,
    specialisation: null,
  });
  expect(Object.keys(specialisation.dims)).toEqual(['quokka_dim']);
  expect([...base.nodes()].map(({ op }) => op)).toContain('Einsum');
  expect([...decoded.nodes()].every(({ name }) => name === '' || name.includes('quokka'))).toBe(true);
});
