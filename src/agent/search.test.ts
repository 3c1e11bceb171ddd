import { describe, expect, it } from 'vitest';
import { createDummyEnv } from '../env/dummyEnv';
import { backtracking } from './backtracking';
import { greedy } from './greedy';
import { playouts, playoutsFrom } from './playouts';
import { type SearchOptions, statesOf } from './search';

const options: SearchOptions = { seconds: 5, seed: 1, maxDepth: 100, signal: null, onProgress: null };

describe('searches on a valley of known depth', () => {
  const env = createDummyEnv(9);

  it('greedy stops before the plateau', async () => {
    const { candidates, stopReason } = await greedy(env, options);
    expect(stopReason).toBe('converged');
    expect(candidates[0]?.cost).toBe(10);
  });

  it('backtracking crosses it when α allows the loss', async () => {
    const narrow = await backtracking(1.01, 1000)(env, options);
    expect(narrow.candidates[0]?.cost).toBe(10);
    const wide = await backtracking(1.06, 1000)(env, options);
    expect(wide.candidates[0]?.cost).toBe(5);
    expect(wide.candidates[0]?.depth).toBe(9);
  });

  it('playouts reach the other side, by the shortest way, the same for the same seed', async () => {
    const first = await playouts()(env, options);
    const second = await playouts()(env, options);
    const [best] = first.candidates;
    expect(best?.cost).toBe(5);
    expect(best && statesOf(best).map((p) => p.state.at)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(second.candidates.map((c) => [c.cost, c.depth])).toEqual(
      first.candidates.map((c) => [c.cost, c.depth]),
    );
    expect(second.engineSteps).toBe(first.engineSteps);
  });

  it('playouts that were told which rules pay play that set first', async () => {
    const told = await playoutsFrom(env, options, { include: [0.9, 0.02], when: [0, 1] });
    expect(told.candidates[0]?.cost).toBe(5);
    expect(told.playouts?.untilBest).toBe(1);
    const misled = await playoutsFrom(env, options, { include: [0.02, 0.9], when: [1, 0] });
    expect(misled.candidates[0]?.cost).toBe(5);
    expect(misled.playouts?.untilBest).toBeGreaterThan(1);
  });

  it.each([greedy, backtracking(1.06, 1000), playouts()])(
    'stops when asked and keeps the start',
    async (search) => {
      const controller = new AbortController();
      controller.abort();
      const { candidates, stopReason } = await search(env, { ...options, signal: controller.signal });
      expect(stopReason).toBe('stopped');
      expect(candidates.length).toBeGreaterThan(0);
    },
  );

  it('says when nothing is legal', async () => {
    const stuck = createDummyEnv(0);
    for (const search of [greedy, backtracking(1.05, 10), playouts()]) {
      const { stopReason, candidates } = await search(stuck, options);
      expect(stopReason).toBe('nothing-legal');
      expect(candidates).toHaveLength(1);
    }
  });
});
