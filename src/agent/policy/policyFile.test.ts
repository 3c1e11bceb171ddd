import { beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '../../nn';
import { Policy } from './policy';
import { loadPolicy, savePolicy, type TrainingState } from './policyFile';

const config = { rules: 3, latent: 4, hidden: 8, slots: 4, ruleWidth: 2 };
const about = {
  rules: { length: 3, hash: 'abc' },
  worldModel: 'def',
  horizon: 12,
  provenance: { script: 'test' },
};

const stateOf = (size: number): TrainingState => ({
  iterations: 3,
  optimizer: [
    { name: 'adam/mean', shape: [size], values: new Float32Array(size) },
    { name: 'adam/square', shape: [size], values: new Float32Array(size) },
    { name: 'adam/steps', shape: [1], values: Float32Array.of(12) },
  ],
});

describe('a policy file', () => {
  beforeAll(async () => {
    expect(await startBackend('wasm')).toBe(true);
  });

  it('gives the same policy back', async () => {
    const policy = new Policy(config, 4);
    const inputs = Float32Array.from({ length: 2 * policy.width }, (_, i) => Math.sin(i));
    const before = await policy.judge(inputs);
    const file = await savePolicy(policy, about);
    const loaded = loadPolicy(file, () => 'abc');
    expect(await loaded.policy.judge(inputs)).toEqual(before);
    expect(loaded).toMatchObject(about);
    policy.dispose();
    loaded.policy.dispose();
  });

  it('is refused where the state of its training is that of another policy, or a part of one', async () => {
    const policy = new Policy(config, 4);
    const wrong = await savePolicy(policy, { ...about, training: stateOf(policy.parameters.size - 1) });
    const part = await savePolicy(policy, {
      ...about,
      training: { iterations: 3, optimizer: stateOf(policy.parameters.size).optimizer.slice(1) },
    });
    const right = await savePolicy(policy, { ...about, training: stateOf(policy.parameters.size) });
    policy.dispose();
    for (const file of [wrong, part])
      expect(() => loadPolicy(file, () => 'abc')).toThrow(/state of the training/);
    const { policy: own, training } = loadPolicy(right, () => 'abc');
    expect(training).toMatchObject({ iterations: 3 });
    own.dispose();
  });

  it('is refused for another list of rules, other parameters, or damage', async () => {
    const policy = new Policy(config, 4);
    const file = await savePolicy(policy, about);
    policy.dispose();
    const refused = expect.objectContaining({ code: 'CHECKPOINT_REJECTED' });
    expect(() => loadPolicy(file, () => 'another')).toThrow(refused);
    expect(() => loadPolicy(file.subarray(0, file.length - 4), () => 'abc')).toThrow(refused);
    expect(() => loadPolicy(new Uint8Array(0), () => 'abc')).toThrow(refused);
    const text = new TextDecoder('latin1').decode(file).replace('"hidden":8', '"hidden":9');
    const other = Uint8Array.from(text, (c) => c.charCodeAt(0));
    expect(() => loadPolicy(other, () => 'abc')).toThrow(refused);
  });
});
