import { beforeAll, describe, expect, it } from 'vitest';
import { must } from '../core';
import { createDummyEnv } from '../env/dummyEnv';
import { startBackend } from '../nn';
import { batchOf, pickRows, stateOf } from './dreamBatch';
import { createDreamgraph } from './dreamgraph';
import { createRlflow } from './rlflow';
import type { TrainableModel } from './trainable';

const env = createDummyEnv(4);
const like = env.observe({ at: 0 });
const models: Readonly<Record<string, () => TrainableModel>> = {
  dreamgraph: () => createDreamgraph({ rules: 2, operators: 2 }, like, 5, { hidden: 16, members: 3 }),
  rlflow: () => {
    const model = createRlflow({ rules: 2, operators: 2 }, like, 5, { units: 8, components: 2, samples: 2 });
    model.temperature = 0;
    return model;
  },
};

describe.each(Object.entries(models))('batches of %s', (_, create) => {
  beforeAll(async () => {
    expect(await startBackend('cpu')).toBe(true);
  });

  it('say the same as states one by one, and rows can be picked', async () => {
    const model = create();
    const states = model.encodeSync([1, 2, 3].map((at) => env.observe({ at })));
    const actions = [
      { rule: 0, site: 0 },
      { rule: 1, site: 0 },
      { rule: 0, site: 0 },
    ];
    const rules = actions.map(({ rule }) => rule);
    const batch = await model.stepBatch(batchOf(states), rules, [0, 0, 0]);
    const singles = states.map((state, i) =>
      must(model.stepSync([state], [must(actions[i], 'action')])[0], 's'),
    );
    singles.forEach((single, b) => {
      const row = stateOf(batch, b);
      expect(row.depth).toBe(1);
      expect(Array.from(row.past)).toEqual(Array.from(single.past));
      expect(Array.from(row.counts)).toEqual(Array.from(single.counts));
      expect(row.logRatio).toBeCloseTo(single.logRatio, 5);
      expect(row.deviation).toBeCloseTo(single.deviation, 5);
      row.latent.forEach((x, i) => {
        expect(x).toBeCloseTo(single.latent[i] ?? Number.NaN, 4);
      });
    });
    const mixed = pickRows(
      [batch, batchOf(states)],
      [
        [0, 2],
        [1, 0],
      ],
    );
    expect(stateOf(mixed, 0)).toEqual(stateOf(batch, 2));
    expect(stateOf(mixed, 1)).toEqual(must(states[0], 'state'));
    const further = model.stepBatchSync(mixed, [1, 1], [0, 0]);
    expect(Array.from(further.depth)).toEqual([2, 1]);
    expect(batchOf(states).depth).toEqual(Uint16Array.of(0, 0, 0));
    model.dispose();
  });
});
