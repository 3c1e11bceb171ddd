import { beforeAll, describe, expect, it } from 'vitest';
import { createRandom, must } from '../core';
import { createDummyEnv, type DummyState } from '../env/dummyEnv';
import { startBackend, tf } from '../nn';
import { adaptedPlay } from './adapt';
import { agentPlay } from './agentPlay';
import { greedy } from './greedy';
import { modelFree, modelFreeByMeasuring } from './modelFree';
import { Policy, standardPolicy } from './policy/policy';
import { loadPolicy, savePolicy } from './policy/policyFile';
import { PolicyTrainer } from './ppo/policyTrainer';
import { dreamOf } from './ppo/rollout';
import { standardDreams } from './ppo/settings';
import type { Path, SearchOptions } from './search';
import { type DummyDream, exactDreams } from './testing';

/** A valley: the gain is at the other end, and the steps there gain nothing or lose a little. */
const length = 5;
const env = createDummyEnv(length);
const options: SearchOptions = { seconds: 10, seed: 2, maxDepth: 20, signal: null, onProgress: null };
const dreams = { dreams: 64, horizon: 7, temperature: 0, trust: 0.5, caution: 0.1 };
const learning = {
  learningRate: 5e-3,
  minibatch: 128,
  entropy: 0.05,
  rewardScale: 5,
  targetKl: 0.1,
  lambda: 1,
};
const imagination = exactDreams(env, length);

describe('an agent that dreams', () => {
  const made: { starts: readonly DummyDream[] } = { starts: [] };
  const policyFor = (seed: number) =>
    new Policy({ ...standardPolicy, hidden: 32, rules: 2, latent: length + 1 }, seed);

  beforeAll(async () => {
    expect(await startBackend('wasm')).toBe(true);
    made.starts = await imagination.encode([0, 1, 2, 3, 4, 5].map((at) => env.observe({ at })));
  });

  it('learns the way across in the dream alone, without leaking, and finds it for real', async () => {
    const policy = policyFor(1);
    const trainer = new PolicyTrainer(policy, imagination, made.starts, { seed: 1, dreams, learning });
    const counts = new Set<number>();
    for (let i = 0; i < 30; i++) {
      await trainer.iterate();
      if (i > 0) counts.add(tf.memory().numTensors);
    }
    expect(counts.size).toBe(1);
    const missed = await greedy(env, options);
    expect(missed.candidates[0]?.cost).toBe(10);
    const parts = { imagination: imagination, policy, horizon: dreams.horizon };
    // One dream is the policy by itself, without any search around it.
    const agent = agentPlay(parts, {
      dreams: 1,
      plans: 1,
      everywhere: false,
      episodes: 1,
      dreamSettings: dreams,
    });
    const { candidates, dream, stopReason } = await agent(env, options);
    expect(candidates[0]).toMatchObject({ cost: 5, depth: length });
    expect(stopReason).toBe('converged');
    expect(Math.abs((dream?.dreamed ?? 9) - (dream?.real ?? 0))).toBeLessThan(0.02);
    trainer.dispose();
    policy.dispose();
  });

  it('gives the same for the same seed, also when it was saved and resumed on the way', async () => {
    const run = async (resumeAt: number | null): Promise<number[]> => {
      let policy = policyFor(5);
      let trainer = new PolicyTrainer(policy, imagination, made.starts, { seed: 9, dreams, learning });
      const seen: number[] = [];
      for (let i = 0; i < 6; i++) {
        if (i === resumeAt) {
          const file = await savePolicy(policy, {
            rules: { length: 2, hash: 'dummy' },
            worldModel: null,
            horizon: dreams.horizon,
            provenance: {},
            training: await trainer.read(),
          });
          policy.dispose();
          trainer.dispose();
          const loaded = loadPolicy(file, () => 'dummy');
          policy = loaded.policy;
          trainer = new PolicyTrainer(policy, imagination, made.starts, { seed: 9, dreams, learning });
          trainer.write(must(loaded.training, 'training'));
        }
        const { dreamed, policyLoss, kl } = await trainer.iterate();
        seen.push(dreamed, policyLoss, kl);
      }
      policy.dispose();
      trainer.dispose();
      return seen;
    };
    const through = await run(null);
    expect(await run(null)).toEqual(through);
    expect(await run(3)).toEqual(through);
  });

  it('finds the optimum by planning alone, with an untrained policy, and stops when asked', async () => {
    const policy = policyFor(3);
    const parts = { imagination: imagination, policy, horizon: dreams.horizon };
    const search = agentPlay(parts, { dreams: 128, certain: 1, dreamSettings: dreams });
    const first = await search(env, options);
    expect(first.candidates[0]?.cost).toBe(5);
    expect(first.imaginedSteps).toBeGreaterThan(100);
    const second = await search(env, options);
    expect(second.engineSteps).toBe(first.engineSteps);
    expect(second.imaginedSteps).toBe(first.imaginedSteps);
    const controller = new AbortController();
    controller.abort();
    const stopped = await search(env, { ...options, signal: controller.signal });
    expect(stopped).toMatchObject({ stopReason: 'stopped', imaginedSteps: 0 });
    expect(stopped.candidates).toHaveLength(1);
    policy.dispose();
  });

  it('stops within one imagined step, and keeps the best so far', async () => {
    const policy = policyFor(3);
    const controller = new AbortController();
    let batches = 0;
    let after = 0;
    const watched = {
      ...imagination,
      step: (...args: Parameters<typeof imagination.step>) => {
        if (controller.signal.aborted) after++;
        if (++batches === 12) controller.abort();
        return imagination.step(...args);
      },
    };
    const parts = { imagination: watched, policy, horizon: dreams.horizon };
    const search = agentPlay(parts, { dreams: 32, dreamSettings: dreams });
    const { candidates, stopReason } = await search(env, { ...options, signal: controller.signal });
    expect(stopReason).toBe('stopped');
    expect(after).toBe(0);
    expect(candidates.length).toBeGreaterThan(0);
    policy.dispose();
  });

  it('adapts a copy of its policy to an environment, in dreams from that alone', async () => {
    const policy = policyFor(4);
    const parts = { imagination, policy, horizon: dreams.horizon };
    const before = await policy.parameters.read();
    const tensors = tf.memory().numTensors;
    const search = adaptedPlay(parts, 0.8, {
      adapt: { steps: length, iterations: 40, training: { dreams, learning } },
      agent: { dreams: 1, plans: 1, hunches: 0, everywhere: false, episodes: 1, dreamSettings: dreams },
    });
    const { candidates } = await search(env, options);
    expect(candidates[0]?.cost).toBe(5);
    expect(await policy.parameters.read()).toEqual(before);
    expect(tf.memory().numTensors).toBe(tensors);
    policy.dispose();
  });

  it('ends an iteration of its training when asked, between two steps and between two minibatches', async () => {
    const policy = policyFor(6);
    const many = { dreams, learning: { ...learning, minibatch: 8, epochs: 50, targetKl: 1e9 } };
    const trainer = new PolicyTrainer(policy, imagination, made.starts, { seed: 3, ...many });
    let asked = 0;
    const report = await trainer.iterate(async () => ++asked > dreams.horizon + 5);
    expect(report.minibatches).toBeGreaterThan(0);
    expect(report.minibatches).toBeLessThanOrEqual(dreams.horizon + 5);
    expect(asked).toBeLessThanOrEqual(dreams.horizon + 6);
    const before = await policy.parameters.read();
    const none = await trainer.iterate(async () => true);
    expect(none).toMatchObject({ minibatches: 0, imaginedSteps: 0 });
    expect(await policy.parameters.read()).toEqual(before);
    trainer.dispose();
    policy.dispose();
  });

  it('has a peer that learns on the real environment', async () => {
    const search = modelFree({
      patience: 12,
      dreams: { dreams: 32, horizon: 8, temperature: 0, caution: 0 },
    });
    const before = tf.memory().numTensors;
    const { candidates, engineSteps } = await search(env, options);
    expect(candidates[0]?.cost).toBe(5);
    expect(engineSteps).toBeGreaterThan(0);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('has a peer that learns from measurements alone, one for each episode', async () => {
    const env = createDummyEnv(3);
    const blind = { ...env, cost: () => 1 };
    const measured: number[] = [];
    const measure = async (ends: readonly Path<DummyState>[]) =>
      ends.map(({ state, depth }) => {
        measured.push(depth);
        return Math.log(env.cost(state) / env.cost(env.reset()));
      });
    const settings = { patience: 30, dreams: { dreams: 32, horizon: 8, temperature: 0, caution: 0 } };
    const { candidates } = await modelFreeByMeasuring(blind, options, measure, settings);
    expect(candidates[0]?.cost).toBeCloseTo(0.5, 6);
    expect(Math.min(...measured)).toBeGreaterThan(0);
    // Where nothing can be measured there is nothing to gain, and it ends.
    const none = await modelFreeByMeasuring(blind, options, async (ends) => ends.map(() => null), {
      ...settings,
      patience: 2,
    });
    expect(none).toMatchObject({ stopReason: 'converged' });
    expect(none.candidates).toHaveLength(1);
  });

  it('learns from RLFlow’s rewards too, memory traffic where the environment counts it', async () => {
    const settings = { dreams: 32, horizon: 8, temperature: 0, caution: 0 };
    for (const reward of ['step', 'end'] as const) {
      const { candidates } = await modelFree({ patience: 12, dreams: { ...settings, reward } })(env, options);
      expect(candidates[0]?.cost).toBe(5);
    }
    const moving = { ...env, traffic: (state: { readonly at: number }) => 100 - 10 * state.at };
    const heavy = modelFree({ patience: 12, dreams: { ...settings, reward: 'traffic' } });
    expect((await heavy(moving, options)).candidates[0]?.cost).toBe(5);
    await expect(heavy(env, options)).rejects.toThrow(/memory traffic/);
  });

  it('ends a dream where the members of the ensemble part, or where it leaves what is plausible', async () => {
    const policy = policyFor(2);
    const [start] = made.starts;
    const dreamt = async (change: (state: DummyDream) => DummyDream, settings = {}) => {
      const dynamics = {
        ...imagination,
        step: async (...args: Parameters<typeof imagination.step>) =>
          (await imagination.step(...args)).map(change),
      };
      const random = createRandom(1);
      const options = { policy, dynamics, policyTemperature: 1, random, mayStop: false };
      const [dream] = await dreamOf([must(start, 'start')], {
        ...options,
        settings: { ...standardDreams, ...dreams, ...settings },
      });
      return must(dream, 'dream');
    };
    const sure = await dreamt((state) => state);
    expect(sure).toMatchObject({ end: 'horizon' });
    expect(sure.actions).toHaveLength(dreams.horizon);
    const doubtful = await dreamt((state) => ({ ...state, disagreement: state.depth > 2 ? 0.6 : 0.4 }));
    expect(doubtful).toMatchObject({ end: 'doubt' });
    expect(doubtful.actions).toHaveLength(3);
    const wild = await dreamt((state) => ({ ...state, logRatio: state.depth > 1 ? -3 : 0 }));
    expect(wild).toMatchObject({ end: 'doubt', last: { logRatio: 0 } });
    expect(wild.decisions.at(-1)?.reward).toBeCloseTo(-standardDreams.plausible / 100, 9);
    policy.dispose();
  });
});
