import { beforeAll, describe, expect, it } from 'vitest';
import { Policy } from '../../../agent/policy/policy';
import { savePolicy } from '../../../agent/policy/policyFile';
import { createDummyEnv } from '../../../env/dummyEnv';
import { startBackend, tf } from '../../../nn';
import { rules as allRules, ruleListHash } from '../../../transforms';
import { createDreamgraph, saveModel } from '../../../worldmodel';
import { assembleAgent, disposeAgent } from './assembleAgent';

const rules = { length: 5, hash: ruleListHash(allRules, 5) };
let world: Uint8Array;

async function policyFor(latent: number): Promise<Uint8Array> {
  const policy = new Policy({ rules: rules.length, latent, hidden: 8, slots: 4, ruleWidth: 4 }, 1);
  const file = await savePolicy(policy, { rules, worldModel: null, horizon: 10, provenance: {} });
  policy.dispose();
  return file;
}

beforeAll(async () => {
  expect(await startBackend('wasm')).toBe(true);
  const like = createDummyEnv(3).observe({ at: 0 });
  const shape = { rules: rules.length, operators: 2 };
  const model = createDreamgraph(shape, like, 1, { latent: 8, hidden: 16 });
  world = await saveModel(model, { rules, provenance: {} });
  model.dispose();
});

describe('an agent from its two files', () => {
  it('is refused where the policy sees other latents or is none, and nothing of it stays', async () => {
    const other = await policyFor(9);
    const before = tf.memory().numTensors;
    const rejected = expect.objectContaining({ code: 'CHECKPOINT_REJECTED' });
    expect(() => assembleAgent(world, other)).toThrow(rejected);
    expect(() => assembleAgent(world, new Uint8Array(40))).toThrow(rejected);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('gives its memory back', async () => {
    const policy = await policyFor(8);
    const before = tf.memory().numTensors;
    const agent = assembleAgent(world, policy);
    expect(tf.memory().numTensors).toBeGreaterThan(before);
    disposeAgent(agent);
    expect(tf.memory().numTensors).toBe(before);
  });
});
