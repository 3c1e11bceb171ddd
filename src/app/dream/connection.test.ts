import { beforeEach, expect, it, vi } from 'vitest';
import { askDream, dreamConnection } from './connection';
import { getDreamTab, setDreamTab } from './state';

const fake = vi.hoisted(() => ({ started: 0, disposed: 0, fail: (): void => undefined }));
vi.mock('../../workers/dream/client', () => ({
  createDreamClient: () => {
    fake.started++;
    return {
      call: async () => null,
      onFailure: (listener: () => void) => {
        fake.fail = listener;
      },
      dispose: () => {
        fake.disposed++;
      },
    };
  },
}));

beforeEach(() => {
  Object.assign(fake, { started: 0, disposed: 0 });
  setDreamTab({ deaths: 0 });
});

const params = { kind: 'dreamgraph', start: 'a', path: [], rollouts: 1, horizon: 1, temperature: 1, seed: 1 };

it('has a state made ready again after a worker that dreamed has died, and not for ever', async () => {
  await askDream(params as Parameters<typeof askDream>[0]);
  fake.fail();
  expect(getDreamTab().deaths).toBe(1);
  // The next one dies before it has dreamed: to try again by itself would never end.
  dreamConnection();
  fake.fail();
  expect(getDreamTab().deaths).toBe(1);
  expect(fake).toMatchObject({ started: 2, disposed: 2 });
});

it('is tried again once where one of two questions ends it each time, and once more when another is asked', async () => {
  const ask = (seed: number) => askDream({ ...params, seed } as Parameters<typeof askDream>[0]);
  await ask(2);
  fake.fail();
  expect(getDreamTab().deaths).toBe(1);
  await ask(2);
  fake.fail();
  expect(getDreamTab().deaths).toBe(1);
  await ask(3);
  expect(getDreamTab().deaths).toBe(2);
  fake.fail();
  expect(getDreamTab().deaths).toBe(2);
});
