import { beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '../../nn';
import { Policy } from './policy';
import { loadPolicy, savePolicy } from './policyFile';

const config = { rules: 3, latent: 4, hidden: 8, slots: 4, ruleWidth: 2 };
const about = {
  rules: { length: 3, hash: 'abc' },
  worldModel: 'def',
  horizon: 12,
  provenance: { script: 'test' },
};

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
