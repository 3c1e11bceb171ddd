import { beforeAll, describe, expect, it } from 'vitest';
import { createDummyEnv, type DummyState } from '../env/dummyEnv';
import type { ObservedEnvironment } from '../env/observation';
import { startBackend } from '../nn';
import { agentPlay } from './agentPlay';
import { backtracking } from './backtracking';
import { beam } from './beam';
import { greedy } from './greedy';
import { guard } from './guard';
import { playouts } from './playouts';
import { Policy, standardPolicy } from './policy/policy';
import { portfolio } from './portfolio';
import type { ObservedSearch, SearchOptions } from './search';
import { exactDreams } from './testing';
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
    ['backtracking', backtracking(1.06, 1000)],
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

  it('is survived by greedy, which gets nowhere here', async () => {
    const guarded = guard(treacherous());
    const { candidates, stopReason } = await greedy(guarded.env, options);
    expect(candidates[0]?.cost).toBe(10);
    expect(stopReason).toBe('converged');
    expect(guarded.problems).toContain('pricing failed: no price');
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

  describe('with an agent that dreams', () => {
    const length = 6;
    const made: { policy: Policy | null } = { policy: null };
    beforeAll(async () => {
      expect(await startBackend('wasm')).toBe(true);
      made.policy = new Policy({ ...standardPolicy, hidden: 16, rules: 2, latent: length + 1 }, 3);
    });

    it('is survived where steps and prices throw, and where a state cannot be shown', async () => {
      const inner = treacherous();
      let shown = 0;
      const guarded = guard<DummyState>({
        ...inner,
        observe: (state) => {
          if (++shown === 2) throw new Error('out of paint');
          return inner.observe(state);
        },
      });
      const { policy } = made;
      if (policy === null) throw new Error('no policy');
      // What its world model says of a state that cannot be shown is about no state at all.
      const imagination = exactDreams(createDummyEnv(length), length);
      const encode: typeof imagination.encode = async (observations) =>
        imagination.encode(observations.filter(({ operators }) => operators.includes(1)));
      const parts = { imagination: { ...imagination, encode }, policy, horizon: 8 };
      const search = agentPlay(parts, { dreams: 64, certain: 1, dreamSettings: { temperature: 0 } });
      const { candidates } = await search(guarded.env, options);
      expect(candidates[0]?.cost).toBe(5);
      expect(guarded.problems).toContain('showing a state failed: out of paint');
    });
  });

  it('ends with the reason "error" when no search could be made', async () => {
    const broken: ObservedSearch = () => Promise.reject(new Error('out of ideas'));
    const search = portfolio([{ name: 'broken', search: broken, share: 1, from: 'start' }]);
    const { candidates, stopReason } = await search(createDummyEnv(3), options);
    expect(stopReason).toBe('error');
    expect(candidates).toHaveLength(1);
  });
});
