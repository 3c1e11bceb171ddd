import { expect, it } from 'vitest';
import { createDummyEnv } from '../../env/dummyEnv';
import { EpisodePool } from './episodePool';

it('says that there is nothing to learn only after the last episode that was wanted', () => {
  const pool = new EpisodePool();
  const env = createDummyEnv(0);
  const plan = { episodeSteps: 4 };
  expect(pool.record(env, 1, plan, false).actions).toEqual([]);
  expect(() => pool.record(env, 1, plan, true)).toThrow(
    expect.objectContaining({ code: 'NOTHING_TO_REWRITE' }),
  );
});
