import { describe, expect, it } from 'vitest';
import type { Environment } from '../../env/environment';
import { Experience } from '../experience';
import { greedy } from '../greedy';
import { portfolio } from '../portfolio';
import { type ObservedSearch, startOf, statesOf } from '../search';
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

  it('begins where known ways end, priced by what the clock says of the rules on them', async () => {
    const experience = new Experience();
    for (let i = 0; i < 8; i++)
      experience.add({ key: String(i), uses: new Map([[1, 1]]), estimated: 0, measured: 0.2, error: 0.002 });
    const honest: Played = { cheap: false, honest: true };
    const seen: number[] = [];
    const look: ObservedSearch = async (inner, own) => {
      const at = startOf(inner);
      seen.push(at.cost);
      const { candidates } = await greedy(inner, own);
      return { candidates, stopReason: 'converged', engineSteps: 0 };
    };
    const search = portfolio([{ name: 'look', search: look, share: 1, from: 'best' }]);
    const known = [[{ rule: 1, state: honest }]];
    const { candidates } = await experienced(search, experience)({ ...env, known }, options);
    // Cheaper than the 9 of its price, since the clock gave more.
    expect(seen).toHaveLength(1);
    expect(seen[0]).toBeLessThan(8.5);
    expect(candidates.find(({ state }) => state.honest)?.cost).toBe(9);
  });

  it('plays chosen rules alone where the environment can', async () => {
    const chosen: (readonly number[])[] = [];
    const only = (rules: readonly number[]): Environment<Played> => {
      chosen.push(rules);
      return choice();
    };
    const search: ObservedSearch = async (inner, own) => {
      const some = inner.only?.([1]);
      if (some === undefined) throw new Error('nothing to choose from');
      expect(some.step(some.reset(), { rule: 1, site: 0 })).not.toBeNull();
      return greedy(some, own);
    };
    await experienced(search, new Experience())({ ...env, only }, options);
    expect(chosen).toEqual([[1]]);
  });
});
