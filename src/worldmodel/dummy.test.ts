import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../core';
import { createDummyEnv } from '../env/dummyEnv';
import type { Episode } from '../env/episode';
import { randomPolicy, recordEpisode } from '../env/playRandomly';
import { startBackend, tf } from '../nn';
import { createDreamEnv } from './dreamEnv';
import { createDreamgraph } from './dreamgraph';
import { loadModel, saveModel } from './modelFile';
import { Trainer, type TrainerOptions } from './trainer';

const env = createDummyEnv(4);
const rules = { length: 2, hash: 'dummy' };
const sizes = { nodeWidth: 16, latent: 16, ruleWidth: 4, hidden: 64, members: 2, rounds: 1 };
const options: TrainerOptions = { seed: 7, batch: 64, unroll: 3, learningRate: 1.2e-2, updates: 350 };

function play(seed: number, count: number): Episode[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, () =>
    recordEpisode(env, {
      model: 'dummy',
      policy: randomPolicy(0.05),
      maxSteps: 20,
      random,
      from: { at: random.int(5) },
    }),
  );
}

const fresh = () => createDreamgraph({ rules: 2, operators: 2 }, env.observe({ at: 0 }), 3, sizes);

describe('the dummy environment', () => {
  beforeAll(async () => {
    expect(await startBackend('wasm')).toBe(true);
  });
  const model = { current: null as ReturnType<typeof fresh> | null };
  afterAll(() => model.current?.dispose());

  it('is learned to within 1 % in 350 updates, saving and resuming on the way', async () => {
    const episodes = play(1, 60);
    const first = fresh();
    const before = new Trainer(first, episodes, options);
    const counts = new Set<number>();
    for (let i = 0; i < 175; i++) {
      await before.update();
      if (i > 0) counts.add(tf.memory().numTensors);
    }
    expect(counts.size).toBe(1);
    const file = await saveModel(first, { rules, provenance: {}, trainer: before });
    before.dispose();
    first.dispose();
    const loaded = loadModel(file, () => 'dummy');
    expect(loaded.trainer?.updates).toBe(175);
    const after = new Trainer(loaded.model, episodes, options);
    if (loaded.trainer) after.write(loaded.trainer);
    while (after.updates < 350) await after.update();
    after.dispose();
    model.current = loaded.model;
    const held = play(2, 40);
    let states = loaded.model.encodeSync(held.map(({ states: [s] }) => s as NonNullable<typeof s>));
    const active = held.map((episode) => episode);
    for (let k = 0; k < 3; k++) {
      const going = active
        .map((episode, i) => ({ episode, state: states[i] }))
        .filter(({ episode }) => episode.actions.length > k);
      const next = loaded.model.stepSync(
        going.map(({ state }) => state as NonNullable<typeof state>),
        going.map(({ episode }) => episode.actions[k] as { rule: number; site: number }),
      );
      going.forEach(({ episode }, i) => {
        const truth = (episode.costs[k + 1] ?? 0) / (episode.costs[0] ?? 1);
        expect(Math.abs(Math.exp(next[i]?.logRatio ?? 9) / truth - 1)).toBeLessThan(0.01);
        expect(Array.from(next[i]?.counts ?? [])).toEqual(Array.from(episode.states[k + 1]?.counts ?? []));
      });
      active.splice(0, active.length, ...going.map(({ episode }) => episode));
      states = next;
    }
  });

  it('can be dreamt by whoever plays an environment', () => {
    const learned = model.current;
    if (learned === null) throw new Error('not learned');
    const [start] = learned.encodeSync([env.observe({ at: 1 })]);
    if (start === undefined) throw new Error('no state');
    const dream = createDreamEnv({
      model: learned,
      start,
      startCost: 10.5,
      rules: env.rules,
      trust: 0.1,
      horizon: 8,
    });
    let state = dream.reset();
    for (let at = 2; at <= 4; at++) {
      const next = dream.step(state, { rule: 0, site: 0 });
      if (next === null) throw new Error('the dream ended');
      state = next;
      expect(Math.abs(dream.cost(state) / env.cost({ at }) - 1)).toBeLessThan(0.01);
    }
    expect(Array.from(dream.counts(state))).toEqual([0, 1]);
    expect(dream.step(state, { rule: 0, site: 0 })).toBeNull();
  });

  it('gives the same model for the same seed', async () => {
    const run = async () => {
      const m = fresh();
      const trainer = new Trainer(m, play(1, 10), options);
      const losses: number[] = [];
      for (let i = 0; i < 5; i++) losses.push((await trainer.update()).loss);
      trainer.dispose();
      m.dispose();
      return losses;
    };
    expect(await run()).toEqual(await run());
  });
});
