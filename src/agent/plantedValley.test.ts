import { describe, expect, it } from 'vitest';
import { backtracking } from './backtracking';
import { greedy } from './greedy';
import { plantedValley } from './plantedValley';
import { playouts } from './playouts';
import { type SearchOptions, statesOf } from './search';
import { pricedEnv } from './testing';

const options: SearchOptions = { seconds: 3, seed: 1, maxDepth: 200, signal: null, onProgress: null };

describe('the planted valley', () => {
  const env = pricedEnv(plantedValley());
  const before = env.cost(env.reset());

  it('is missed by greedy, and by backtracking with α and budget of the paper', {
    timeout: 100_000,
  }, async () => {
    const { candidates } = await greedy(env, options);
    expect(candidates[0]?.cost).toBeGreaterThan(0.97 * before);
    // Its whole budget, however long that takes here.
    const kept = await backtracking(1.05, 1000)(env, { ...options, seconds: 100 });
    expect(kept.stopReason).toBe('converged');
    expect(kept.candidates[0]?.cost).toBeGreaterThan(0.97 * before);
  });

  it('hides its gain behind at least eight steps that gain nothing', async () => {
    const { candidates } = await playouts()(env, options);
    const [best] = candidates;
    expect(best?.cost).toBeLessThan(0.6 * before);
    const costs = best === undefined ? [] : statesOf(best).map(({ state }) => env.cost(state));
    const first = costs.findIndex((cost) => cost < before * (1 - 1e-9));
    expect(first).toBeGreaterThan(8);
  });
});
