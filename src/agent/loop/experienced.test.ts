import { describe, expect, it } from 'vitest';
import type { Environment } from '../../env/environment';
import { Experience } from '../experience';
import { greedy } from '../greedy';
import { statesOf } from '../search';
import { experienced } from './experienced';

/** Two rules, each of which can be played once: `cheap` gains much by its price, `true` a little less. */
interface Played {
  readonly cheap: boolean;
  readonly honest: boolean;
}
const choice = (): Environment<Played> => ({
  rules: [
    { name: 'cheap', family: 'a', undoes: [] },
    { name: 'honest', family: 'a', undoes: [] },
  ],
  reset: () => ({ cheap: false, honest: false }),
  // One excludes the other.
  counts: ({ cheap, honest }) => (cheap || honest ? [0, 0] : [1, 1]),
  step: (_, { rule }) => ({ cheap: rule === 0, honest: rule === 1 }),
  cost: ({ cheap, honest }) => (cheap ? 8 : honest ? 9 : 10),
  key: (state) => JSON.stringify(state),
});
const options = { seconds: 5, seed: 1, maxDepth: 8, signal: null, onProgress: null };
const env = { ...choice(), observe: () => Promise.reject as never };

describe('a search on prices that the clock corrected', () => {
  it('goes another way where the clock gave less than the price said', async () => {
    const experience = new Experience();
    const before = await experienced(greedy, experience)(env, options);
    expect(before.candidates[0]?.state.cheap).toBe(true);
    for (let i = 0; i < 8; i++)
      experience.add({
        key: String(i),
        uses: new Map([[0, 1]]),
        estimated: Math.log(10 / 8),
        measured: Math.log(0.9),
        error: 0.002,
      });
    const after = await experienced(greedy, experience)(env, options);
    const honest = after.candidates.find(({ state }) => state.honest);
    expect(honest).toBeDefined();
    // Its way and its price are the environment's own.
    expect(honest?.cost).toBe(9);
    expect(honest === undefined ? [] : statesOf(honest).map(({ state }) => state.honest)).toEqual([
      false,
      true,
    ]);
  });
});
