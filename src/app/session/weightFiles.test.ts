import { describe, expect, it } from 'vitest';
import { weightsAmong } from './weightFiles';

const file = (name: string) => new File(['contents'], name);
const names = (files: readonly File[] | null) => files?.map(({ name }) => name) ?? null;

describe('weights among files', () => {
  const missing = { weightFiles: ['data/model.data'], missingFiles: ['data/model.data'] };
  const given = { ...missing, missingFiles: [] };

  it('are those that the model names, whether they are missing or were given before', () => {
    expect(names(weightsAmong([file('model.data')], missing))).toEqual(['model.data']);
    expect(names(weightsAmong([file('model.data')], given))).toEqual(['model.data']);
  });

  it('may have another name where there is no doubt which file they are', async () => {
    const [renamed] = weightsAmong([file('other name.bin')], missing) ?? [];
    expect(renamed?.name).toBe('model.data');
    expect(await renamed?.text()).toBe('contents');
    expect(weightsAmong([file('other.bin')], given)).toBeNull();
    const two = { weightFiles: ['a.data', 'b.data'], missingFiles: ['a.data', 'b.data'] };
    expect(weightsAmong([file('other.bin')], two)).toBeNull();
    expect(names(weightsAmong([file('a.data')], two))).toEqual(['a.data']);
  });

  it('are no models, inputs and pictures', () => {
    for (const name of ['next.onnx', 'x.npy', 'cat.png', 'x.dreamtrace'])
      expect(weightsAmong([file(name)], missing), name).toBeNull();
    expect(weightsAmong([file('model.data'), file('next.onnx')], missing)).toBeNull();
    expect(weightsAmong([], missing)).toBeNull();
  });
});
