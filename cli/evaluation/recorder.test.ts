import { describe, expect, it } from 'vitest';
import { greedy } from '../../src/agent/greedy';
import { playouts } from '../../src/agent/playouts';
import { statesOf } from '../../src/agent/search';
import { createDummyEnv } from '../../src/env/dummyEnv';
import { recordCheapest } from './recorder';

const options = { seconds: 5, seed: 1, maxDepth: 100, signal: null, onProgress: null };

describe('remembering what a search looked at', () => {
  it('gives the cheapest states with the whole way to them', async () => {
    const { env, best } = recordCheapest(createDummyEnv(9), 5);
    await playouts()(env, options);
    const [first, ...rest] = best();
    expect(first?.cost).toBe(5);
    expect(first && statesOf(first).map(({ state }) => state.at)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(first && statesOf(first).map(({ depth }) => depth)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(rest).toEqual([]);
  });

  it('keeps nothing that is no cheaper than the start, and no more than asked for', async () => {
    const plain = recordCheapest(createDummyEnv(9), 5);
    await greedy(plain.env, options);
    expect(plain.best()).toEqual([]);
    const slope = { ...createDummyEnv(9), cost: ({ at }: { at: number }) => 20 - at };
    const recorder = recordCheapest(slope, 3);
    await greedy(recorder.env, options);
    expect(recorder.best().map(({ cost }) => cost)).toEqual([11, 12, 13]);
  });
});
