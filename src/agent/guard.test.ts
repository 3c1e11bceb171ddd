import { describe, expect, it } from 'vitest';
import { createDummyEnv, type DummyState } from '../env/dummyEnv';
import type { ObservedEnvironment } from '../env/observation';
import { beam } from './beam';
import { greedy } from './greedy';
import { guard } from './guard';
import { playouts } from './playouts';
import { portfolio } from './portfolio';
import type { ObservedSearch, SearchOptions } from './search';
import { treeSearch } from './treeSearch';

const options: SearchOptions = { seconds: 5, seed: 1, maxDepth: 100, signal: null, onProgress: null };

/** The valley of the dummy environment with a trap beside it: a step that throws, and a state whose price does. */
function treacherous(): ObservedEnvironment<DummyState> {
  const env = createDummyEnv(6);
  return {
    ...env,
    rules: [...env.rules, { name: 'trap', family: 'trap', undoes: [] }],
    counts: (state) => [...Array.from(env.counts(state)), 2],
    step: (state, action) => {
      if (action.rule < 2) return env.step(state, action);
      if (action.site === 0) throw new Error('the floor gave way');
      return { at: 100 + state.at };
    },
    cost: (state) => {
      if (state.at >= 100) throw new Error('no price');
      return env.cost(state);
    },
  };
}

describe('an environment that throws', () => {
  const searches: [string, ObservedSearch][] = [
    ['beam', beam()],
    ['playouts', playouts()],
    ['tree search', treeSearch({ patience: 300 })],
  ];

  it.each(searches)('is survived and reported, and never the result: %s', async (_, search) => {
    const guarded = guard(treacherous());
    const { candidates } = await search(guarded.env, options);
    expect(candidates[0]?.cost).toBe(5);
    expect(candidates[0]?.state.at).toBe(6);
    expect(guarded.problems).toContain('trap failed: the floor gave way');
  });

  it('costs the other searches of a portfolio nothing', async () => {
    const broken: ObservedSearch = () => Promise.reject(new Error('out of ideas'));
    const search = portfolio([
      { name: 'broken', search: broken, share: 0.5, from: 'start' },
      { name: 'greedy', search: greedy, share: 0.5, from: 'start' },
      { name: 'beam', search: beam(), share: 1, from: 'best' },
    ]);
    const { candidates, problems, stopReason } = await search(treacherous(), options);
    expect(candidates[0]?.cost).toBe(5);
    expect(stopReason).toBe('converged');
    expect(problems).toContain('broken failed: out of ideas');
    expect(problems).toContain('trap failed: the floor gave way');
    expect(problems).toContain('pricing failed: no price');
  });

  it('ends with the reason "error" when no search could be made', async () => {
    const broken: ObservedSearch = () => Promise.reject(new Error('out of ideas'));
    const search = portfolio([{ name: 'broken', search: broken, share: 1, from: 'start' }]);
    const { candidates, stopReason } = await search(createDummyEnv(3), options);
    expect(stopReason).toBe('error');
    expect(candidates).toHaveLength(1);
  });
});
