import { beforeAll, describe, expect, it } from 'vitest';
import { createRandom, must } from '../core';
import { createDummyEnv, type DummyState } from '../env/dummyEnv';
import type { Episode } from '../env/episode';
import { startBackend, tf } from '../nn';
import { agentPlay } from './agentPlay';
import { clonePolicy, standardCloning, teachProposer } from './cloning';
import { lessonsOf } from './lessons';
import { Policy, standardPolicy } from './policy/policy';
import { loadPolicy, savePolicy } from './policy/policyFile';
import { Proposer } from './policy/proposer';
import { exactDreams } from './testing';
import { trainedSearch } from './trainedSearch';

const length = 5;
const horizon = 7;
const env = createDummyEnv(length);
const imagination = exactDreams(env, length);
const shape = { rules: 2, latent: length + 1 };
const options = { seconds: 20, seed: 2, maxDepth: 20, signal: null, onProgress: null };
const settings = { ...standardCloning, updates: 150, batch: 32, learningRate: 1e-2, seed: 1 };

/** The way across the valley, from one of its positions. */
function wayFrom(first: number): Episode {
  const visited: DummyState[] = Array.from({ length: length - first + 1 }, (_, i) => ({ at: first + i }));
  return {
    model: 'dummy',
    states: visited.map((state) => env.observe(state)),
    actions: visited.slice(1).map(() => ({ rule: 0, site: 0 })),
    costs: Float64Array.from(visited, (state) => env.cost(state)),
    end: 'stop',
  };
}
const ways = [0, 1, 2].map(wayFrom);
const lessonsFor = () => lessonsOf(imagination, ways, { horizon, each: 24, random: createRandom(1) });

describe('imitating good ways', () => {
  beforeAll(async () => {
    expect(await startBackend('wasm')).toBe(true);
  });

  it('takes lessons from every state of short ways, the last one saying STOP', async () => {
    const lessons = await lessonsFor();
    expect(lessons).toHaveLength(6 + 5 + 4);
    expect(lessons.filter(({ action }) => action === null)).toHaveLength(ways.length);
    const [first] = lessons;
    expect(first).toMatchObject({ first: true, rest: [0, 0, 0, 0, 0], left: 1 });
    expect(first?.gain).toBeCloseTo(Math.log(2), 6);
  });

  it('leaves out ways with rules that the model does not know', async () => {
    const foreign = { ...wayFrom(0), actions: wayFrom(0).actions.map(() => ({ rule: 9, site: 0 })) };
    const none = await lessonsOf(imagination, [foreign], { horizon, each: 24, random: createRandom(1) });
    expect(none).toHaveLength(0);
  });

  it('makes a policy go the way by itself, before it ever dreamt, and leaks nothing', async () => {
    const policy = new Policy({ ...standardPolicy, hidden: 32, ...shape }, 1);
    const lessons = await lessonsFor();
    const tensors = tf.memory().numTensors;
    const fit = await clonePolicy(policy, lessons, { ...settings, rewardScale: 5 });
    expect(tf.memory().numTensors).toBe(tensors);
    expect(fit).toBeGreaterThan(-0.3);
    const alone = { dreams: 1, plans: 1, hunches: 0, everywhere: false, episodes: 1 };
    const { candidates } = await agentPlay({ imagination, policy, horizon }, alone)(env, options);
    expect(candidates[0]?.cost).toBe(5);
    policy.dispose();
  });

  it('teaches a proposer which rules a good way is made of; a file keeps it', async () => {
    const proposer = new Proposer({ ...shape, hidden: 16 }, 1);
    await teachProposer(proposer, await lessonsFor(), settings);
    const states = await imagination.encode([env.observe({ at: 0 }), env.observe({ at: length })]);
    const before = await proposer.propose(states);
    const [start, end] = before;
    expect(start?.include[0]).toBeGreaterThan(0.8);
    expect(start?.include[1]).toBeLessThan(0.2);
    expect(end?.include[0]).toBeLessThan(0.4);
    const policy = new Policy({ ...standardPolicy, hidden: 8, ...shape }, 1);
    const about = { rules: { length: 2, hash: 'dummy' }, worldModel: null, horizon, provenance: {} };
    const file = await savePolicy(policy, { ...about, proposer });
    const loaded = loadPolicy(file, () => 'dummy');
    const kept = must(loaded.proposer, 'proposer');
    expect(await kept.propose(states)).toEqual(before);
    const search = trainedSearch({ imagination, policy: loaded.policy, proposer: kept, horizon });
    const found = await search(env, options);
    expect(found.candidates[0]?.cost).toBe(5);
    const again = await search(env, options);
    expect(again.engineSteps).toBe(found.engineSteps);
    const controller = new AbortController();
    const onProgress = () => controller.abort();
    const stopped = await search(env, { ...options, signal: controller.signal, onProgress });
    expect(stopped.stopReason).toBe('stopped');
    expect(stopped.candidates[0]?.cost).toBe(5);
    for (const network of [proposer, kept, policy, loaded.policy]) network.dispose();
  });
});
