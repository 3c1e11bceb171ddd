import { beforeAll, describe, expect, it } from 'vitest';
import { createDummyEnv } from '../../env/dummyEnv';
import { startBackend } from '../../nn';
import type { TrainableModel } from '../../worldmodel';
import { createLearner, type LearnerSetup, runBefore } from './learner';
import { recordNumbered } from './recorder';

const env = createDummyEnv(4);
// The third rule is never played.
const ruleHash = (length: number): string => `dummy ${length}`;
const playground = { vocabulary: { rules: 3, operators: 2 }, ruleHash };
const setup: LearnerSetup = {
  kind: 'dreamgraph',
  playground,
  episodes: [0, 1, 2, 3].map((index) => recordNumbered(env, 1, index, { episodeSteps: 6 }).episode),
  plan: { updates: 10, batch: 4, unroll: 2, learningRate: 3e-3 },
  seed: 1,
};

describe('a model that began with nothing', () => {
  beforeAll(async () => {
    expect(await startBackend('wasm')).toBe(true);
  });

  it('is handed to dreams alike before and after its run was taken up from a file', async () => {
    const first = createLearner(setup, { from: 'nothing', like: env.observe(env.reset()) });
    await first.update();
    await first.update();
    const [handed, file] = [await first.save('dream'), await first.save('training')];
    first.dispose();
    expect(runBefore(file, ruleHash)).toEqual({ seed: 1, plan: setup.plan, fromNothing: true });
    const second = createLearner(setup, { from: 'run', bytes: file });
    expect(Buffer.compare(await second.save('dream'), handed)).toBe(0);
    second.dispose();
    const tuned = createLearner(setup, { from: 'model', bytes: file });
    await tuned.update();
    // Its latents still go back to a random encoder.
    expect(runBefore(await tuned.save('training'), ruleHash).fromNothing).toBe(true);
    tuned.dispose();
  });

  it('is not kept once it is not finite any more', async () => {
    const learner = createLearner(setup, { from: 'nothing', like: env.observe(env.reset()) });
    await learner.update();
    const { parameters } = learner.model as TrainableModel;
    const some = (await parameters.read()).slice(0, 1);
    parameters.write(some.map((array) => ({ ...array, values: array.values.map(() => Number.NaN) })));
    await expect(learner.save('training')).rejects.toMatchObject({ code: 'TRAINING_DIVERGED' });
    learner.dispose();
  });
});
