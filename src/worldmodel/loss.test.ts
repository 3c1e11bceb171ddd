import { beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../core';
import { createDummyEnv } from '../env/dummyEnv';
import { randomPolicy, recordEpisode } from '../env/playRandomly';
import { startBackend, tf } from '../nn';
import { createDreamgraph } from './dreamgraph';
import { encode } from './encoder';
import { lossNames, lossOf } from './loss';
import { trainingBatch } from './trainingBatch';
import { binValues, writeTwoHot } from './twoHot';

describe('the loss', () => {
  beforeAll(async () => {
    expect(await startBackend('cpu')).toBe(true);
  });

  it('has the gradient that differences give, in every parameter', async () => {
    const env = createDummyEnv(5);
    const random = createRandom(4);
    const episodes = [1, 2, 3].map(() =>
      recordEpisode(env, {
        model: 'd',
        policy: randomPolicy(0),
        maxSteps: 4,
        random,
        from: { at: random.int(5) },
      }),
    );
    const sizes = { nodeWidth: 4, latent: 6, ruleWidth: 3, hidden: 8, members: 2, rounds: 1 };
    const model = createDreamgraph({ rules: 2, operators: 2 }, env.observe({ at: 0 }), 3, sizes);
    // Away from the kinks and zeros of a fresh model.
    const moved = (await model.parameters.read()).map((array) => ({
      ...array,
      values: array.values.map((x) => x + 0.1 * random.normal()),
    }));
    model.parameters.write(moved);
    const { parameters, config } = model;
    const windows = episodes.map((episode, at) => ({ episode, at }));
    tf.tidy(() => {
      const batch = trainingBatch(windows, 3, config, random);
      const target = encode(parameters, config, batch.nexts).latent;
      const loss = () => lossOf(parameters, config, batch, target).loss;
      const variables = parameters.list();
      const { grads } = tf.variableGrads(loss, variables);
      let [far, checked] = [0, 0];
      for (const variable of variables) {
        const gradient = grads[variable.name]?.dataSync() ?? new Float32Array(variable.size);
        const values = Float32Array.from(variable.dataSync());
        for (let k = 0; k < 3; k++) {
          const i = random.int(values.length);
          const at = (delta: number): number => {
            const changed = values.slice();
            changed[i] = (changed[i] ?? 0) + delta;
            variable.assign(tf.tensor(changed, variable.shape));
            return loss().dataSync()[0] ?? Number.NaN;
          };
          const h = 2e-3;
          const numeric = (at(h) - at(-h)) / (2 * h);
          at(0);
          const exact = gradient[i] ?? Number.NaN;
          checked++;
          if (!(Math.abs(numeric - exact) <= 0.05 + 0.05 * Math.abs(exact))) far++;
        }
      }
      expect(checked).toBe(3 * variables.length);
      // A difference now and then steps over a kink of relu or the Huber loss.
      expect(far).toBeLessThanOrEqual(checked * 0.04);
    });
    model.dispose();
  });

  it('does not depend on what lies behind the end of an episode', () => {
    const env = createDummyEnv(5);
    const random = createRandom(4);
    const episode = recordEpisode(env, { model: 'd', policy: randomPolicy(0), maxSteps: 2, random });
    const sizes = { nodeWidth: 4, latent: 6, ruleWidth: 3, hidden: 8, members: 2, rounds: 1 };
    const model = createDreamgraph({ rules: 2, operators: 2 }, env.observe({ at: 0 }), 3, sizes);
    const { parameters, config } = model;
    const partsOf = (unroll: number): number[] =>
      tf.tidy(() => {
        const long = recordEpisode(env, { model: 'd', policy: randomPolicy(0), maxSteps: 6, random });
        const windows =
          unroll === 2
            ? [{ episode, at: 0 }]
            : [
                { episode, at: 0 },
                { episode: long, at: 0 },
              ];
        const batch = trainingBatch(windows, unroll, config, createRandom(1));
        const masks = batch.steps.map(({ valid }) => valid.dataSync()[0]);
        expect(masks).toEqual(masks.map((_, k) => (k < 2 ? 1 : 0)));
        const target = encode(parameters, config, batch.nexts).latent;
        return Array.from(lossOf(parameters, config, batch, target).parts.dataSync());
      });
    expect(partsOf(2)).toHaveLength(lossNames.length);
    expect(partsOf(5).every(Number.isFinite)).toBe(true);
    model.dispose();
  });
});

describe('two-hot rewards', () => {
  it('mean what was written, large and small', () => {
    for (const reward of [0, 1e-3, -0.02, 0.3, -0.7]) {
      const row = new Float32Array(binValues.length);
      writeTwoHot(reward, row, 0);
      expect(row.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 6);
      const mean = row.reduce((a, p, i) => a + p * (binValues[i] ?? 0), 0);
      expect(Math.abs(mean - reward)).toBeLessThan(5e-4 + 0.02 * Math.abs(reward));
    }
  });
});
