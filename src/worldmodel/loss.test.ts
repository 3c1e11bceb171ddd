import { beforeAll, describe, expect, it } from 'vitest';
import { createRandom, type Random } from '../core';
import { createDummyEnv } from '../env/dummyEnv';
import { randomPolicy, recordEpisode } from '../env/playRandomly';
import { startBackend, tf } from '../nn';
import { createDreamgraph } from './dreamgraph';
import { lossNames } from './lossTerms';
import { createRlflow } from './rlflow';
import type { Fit, TrainableModel } from './trainable';

const env = createDummyEnv(5);
const like = env.observe({ at: 0 });
const vocabulary = { rules: 2, operators: 2 };

const models: Readonly<Record<string, () => TrainableModel>> = {
  dreamgraph: () =>
    createDreamgraph(vocabulary, like, 3, {
      nodeWidth: 4,
      latent: 6,
      ruleWidth: 3,
      hidden: 8,
      members: 2,
      memberWidth: 3,
      rounds: 1,
    }),
  rlflow: () =>
    createRlflow(vocabulary, like, 3, {
      nodeWidth: 4,
      latent: 5,
      ruleWidth: 3,
      units: 6,
      components: 3,
      samples: 1,
      rounds: 1,
    }),
};

const play = (seed: number, steps: readonly number[]) => {
  const random = createRandom(seed);
  return steps.map((maxSteps) =>
    recordEpisode(env, {
      model: 'd',
      policy: randomPolicy(0),
      maxSteps,
      random,
      from: { at: random.int(5) },
    }),
  );
};

/** Hides no rule, has all members learn from all windows, and none of these go on from what was imagined. */
const steady: Random = {
  next: () => 0.5,
  int: (n) => n - 1,
  normal: () => 0,
  pick: (items) => createRandom(1).pick(items),
  fork: () => steady,
};

/** What differences of float32 losses cannot tell from nothing, and how far apart slopes may be beyond that. */
const blur = 4e-3;
const apart = 0.03;

/**
 * In how many of these parameters the loss climbs otherwise than its gradient says: along the gradient itself, which tells
 * a wrong length, and along three random directions, which tell what is missing beside it.
 */
function differences(
  model: TrainableModel,
  fit: Fit,
  wanted: (index: number) => boolean,
): { readonly far: number; readonly checked: number } {
  const random = createRandom(8);
  return tf.tidy(() => {
    const variables = model.parameters.list();
    const loss = () => fit.loss().loss;
    const { grads } = tf.variableGrads(loss, variables);
    let [far, checked] = [0, 0];
    for (const [index, variable] of variables.entries()) {
      if (!wanted(index)) continue;
      const gradient = grads[variable.name]?.dataSync() ?? new Float32Array(variable.size);
      const values = Float32Array.from(variable.dataSync());
      const slopeAlong = (direction: Float32Array): number => {
        const at = (delta: number): number => {
          const changed = values.map((x, i) => x + delta * (direction[i] ?? 0));
          variable.assign(tf.tensor(changed, variable.shape));
          return loss().dataSync()[0] ?? Number.NaN;
        };
        const h = 2e-3;
        const slope = (at(h) - at(-h)) / (2 * h);
        at(0);
        return slope;
      };
      const directions = [Float32Array.from(gradient)];
      for (let k = 0; k < 3; k++) directions.push(values.map(() => random.normal()));
      checked++;
      const wrong = directions.map(unit).some((direction) => {
        const exact = direction.reduce((sum, x, i) => sum + x * (gradient[i] ?? 0), 0);
        return !(Math.abs(slopeAlong(direction) - exact) <= blur + apart * Math.abs(exact));
      });
      if (wrong) far++;
    }
    return { far, checked };
  });
}

function unit(direction: Float32Array): Float32Array {
  const length = Math.hypot(...direction) || 1;
  return direction.map((x) => x / length);
}

describe.each(Object.entries(models))('the loss of %s', (kind, create) => {
  beforeAll(async () => {
    expect(await startBackend('cpu')).toBe(true);
  });

  it('has the gradient that differences give, in every parameter', async () => {
    const random = createRandom(4);
    const model = create();
    // Away from the kinks and zeros of a fresh model.
    const moved = (await model.parameters.read()).map((array) => ({
      ...array,
      values: array.values.map((x) => x + 0.1 * random.normal()),
    }));
    model.parameters.write(moved);
    const windows = play(4, [3, 3]).map((episode, at) => ({ episode, at }));
    const even = { runtime: 1, reward: 1, legal: 1, sites: 1, end: 1, latent: 1, totals: 1 };
    // Errors that spreads are fitted to, and latents that are targets, are values without gradient, which differences
    // would see: the terms with them are checked for the heads alone that no such value depends on.
    const plain = model.prepare(windows, 2, createRandom(1), {
      ...even,
      reward: 0,
      latent: kind === 'rlflow' ? 0 : 1,
    });
    const whole = model.prepare(windows, 2, createRandom(1), even);
    const heads = /spread|head\/(mean|sigma|weights)/;
    const names = model.parameters.shapes().map(([name]) => name);
    const all = differences(model, plain, () => true);
    const some = differences(model, whole, (i) => heads.test(names[i] ?? ''));
    expect(all.checked).toBe(names.length);
    expect(some.checked).toBeGreaterThan(1);
    // A difference now and then steps over a kink of relu or the Huber loss.
    expect(all.far).toBeLessThanOrEqual(all.checked * 0.04);
    expect(some.far).toBe(0);
    plain.dispose();
    whole.dispose();
    model.dispose();
  }, 300_000);

  it('does not depend on what lies behind the end of an episode', async () => {
    const model = create();
    const episodes = play(6, [2, 5]);
    const windows = episodes.map((episode) => ({ episode, at: 0 }));
    expect(episodes.map(({ actions }) => actions.length)).toEqual([2, 5]);
    const [short, long] = windows;
    if (short === undefined || long === undefined) throw new Error('no windows');
    // Both windows have as many rows in the mean as steps: each term is the weighted mean of the two.
    const partsOf = (list: readonly (typeof short)[]): number[] => {
      const fit = model.prepare(list, 5, steady, undefined);
      const parts = tf.tidy(() => Array.from(fit.loss().parts.dataSync()));
      fit.dispose();
      return parts;
    };
    const [both, a, b] = [partsOf([short, long]), partsOf([short]), partsOf([long])];
    expect(both.every(Number.isFinite)).toBe(true);
    for (const name of ['runtime', 'reward', 'legal', 'sites'] as const) {
      const at = lossNames.indexOf(name);
      const [whole = 0, ofShort = 0, ofLong = 0] = [both[at], a[at], b[at]];
      const mean = (2 * ofShort + 5 * ofLong) / 7;
      expect(Math.abs(whole - mean), name).toBeLessThanOrEqual(1e-4 * Math.max(1, Math.abs(mean)));
    }
    expect(both[lossNames.indexOf('legal')]).toBeGreaterThan(0);
    model.dispose();
  });
});
