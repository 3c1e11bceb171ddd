import { describe, expect, it } from 'vitest';
import type { Environment } from '../env/environment';
import { createClock } from './clock';
import { saturate } from './saturate';
import { startOf } from './search';

/** A walk of 100 steps by rule 1, on the way of which rule 0 has ten sites everywhere, all refused until `opens`. */
function refusing(opens: number): { env: Environment<number>; tried: () => number } {
  let tried = 0;
  const env: Environment<number> = {
    rules: ['never', 'on'].map((name) => ({ name, family: name, undoes: [] })),
    reset: () => 0,
    counts: (at) => [at < 100 ? 10 : 0, at < 100 ? 1 : 0],
    step: (at, { rule }) => {
      if (rule === 1) return at + 1;
      tried++;
      return at >= opens ? at + 1 : null;
    },
    cost: (at) => 200 - at,
    key: String,
  };
  return { env, tried: () => tried };
}

const playedIn = (env: Environment<number>) =>
  saturate(env, startOf(env), { priority: [1, 0.5] }, createClock({ seconds: 5, signal: null }), 1000);

describe('a playout', () => {
  it('lets a rule rest that is refused again and again, and goes on with the others', async () => {
    const { env, tried } = refusing(Number.POSITIVE_INFINITY);
    const { best, engineSteps } = await playedIn(env);
    expect(best).toMatchObject({ state: 100, depth: 100 });
    expect(engineSteps).toBe(100);
    expect(tried()).toBeLessThan(100);
  });

  it('plays a rule on that was refused for a while', async () => {
    const { env, tried } = refusing(5);
    expect((await playedIn(env)).best.state).toBe(100);
    // Ten refusals at each of five places, then one step at each of 95.
    expect(tried()).toBe(50 + 95);
  });

  it('looks at a rule again that has other sites', async () => {
    const { env, tried } = refusing(Number.POSITIVE_INFINITY);
    await playedIn({ ...env, counts: (at) => [at < 100 ? 10 + (at >= 50 ? 1 : 0) : 0, at < 100 ? 1 : 0] });
    expect(tried()).toBe(7 * 10 + 6 * 11);
  });

  it('ends among refusals when it is asked to', async () => {
    const { env, tried } = refusing(Number.POSITIVE_INFINITY);
    const asked = new AbortController();
    const step: typeof env.step = (at, action) => {
      if (tried() === 5) asked.abort();
      return env.step(at, action);
    };
    const endless = { ...env, step, counts: () => [1e9, 0] };
    const clock = createClock({ seconds: 60, signal: asked.signal });
    await saturate(endless, startOf(endless), { priority: [1, 0.5] }, clock, 1000);
    expect(tried()).toBe(6);
  });
});
