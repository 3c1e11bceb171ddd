import { describe, expect, it } from 'vitest';
import { createDummyEnv } from '../env/dummyEnv';
import { exhaustive } from './exhaustive';

const options = { seconds: 10, signal: null };

describe('exhaustive', () => {
  it('finds the optimum by a shortest way and says that it saw everything', async () => {
    const found = await exhaustive(createDummyEnv(12), options, { states: 100, depth: 50 });
    expect(found).toMatchObject({ complete: true, cutBy: null, states: 13, stopReason: 'converged' });
    expect(found.candidates[0]).toMatchObject({ cost: 5, depth: 12 });
  });

  it('says what cut it', async () => {
    const few = await exhaustive(createDummyEnv(12), options, { states: 5, depth: 50 });
    expect(few).toMatchObject({ complete: false, cutBy: 'states', states: 5 });
    const shallow = await exhaustive(createDummyEnv(12), options, { states: 100, depth: 3 });
    expect(shallow).toMatchObject({ complete: false, cutBy: 'depth' });
    const late = await exhaustive(
      createDummyEnv(12),
      { seconds: -1, signal: null },
      { states: 100, depth: 50 },
    );
    expect(late).toMatchObject({ complete: false, cutBy: 'time', stopReason: 'time' });
  });

  it('says when nothing is legal', async () => {
    const stuck = await exhaustive(createDummyEnv(0), options, { states: 5, depth: 5 });
    expect(stuck).toMatchObject({ complete: true, stopReason: 'nothing-legal' });
  });
});
