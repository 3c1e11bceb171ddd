import { describe, expect, it } from 'vitest';
import { createDummyEnv } from '../env/dummyEnv';
import type { Action } from '../env/environment';
import type { Imagination } from './imagination';
import { imagineWays } from './imagineWays';
import { type DummyDream, exactDreams } from './testing';

const length = 4;
const env = createDummyEnv(length);
const up: Action = { rule: 0, site: 0 };
const down: Action = { rule: 1, site: 0 };
const across = new Array<Action>(length).fill(up);

/** A world model whose every runtime is too bright by this factor of its log. */
function bright(factor: number): Imagination<DummyDream> {
  const exact = exactDreams(env, length);
  const imagination = {
    ...exact,
    step: async (states: readonly DummyDream[], actions: readonly Action[]) =>
      (await exact.step(states, actions)).map((state) => ({
        ...state,
        logRatio: factor * Math.log(env.cost({ at: state.at }) / env.cost({ at: state.first })),
      })),
  };
  return imagination;
}

describe('whole ways in a dream', () => {
  it('gain what they gain where the world model makes no mistake', async () => {
    const [whole, back] = await imagineWays(exactDreams(env, length), env, [across, [up, down]]);
    expect(whole?.dreamed).toBeCloseTo(Math.log(2), 9);
    expect(whole?.real).toBeCloseTo(Math.log(2), 9);
    expect(back).toMatchObject({ steps: 2 });
    expect(back?.dreamed).toBeCloseTo(0, 9);
  });

  it('are believed as far as their steps before came true, and no further', async () => {
    const [way] = await imagineWays(bright(3), env, [[...across, down, up, down, up]]);
    expect(way?.dreamed).toBeCloseTo(3 * Math.log(2), 6);
    expect(way?.real).toBeCloseTo(Math.log(2), 9);
    const miss = (told: number | undefined) => Math.abs((told ?? 9) - Math.log(2));
    expect(miss(way?.expected)).toBeLessThan(miss(way?.dreamed));
  });

  it('begin anew at the real state after each stretch, so that errors do not add up', async () => {
    // The longer a dream lasts, the more it promises beyond what is there.
    const exact = exactDreams(env, length);
    const drifting: Imagination<DummyDream> = {
      ...exact,
      step: async (states, actions) =>
        (await exact.step(states, actions)).map((state) => ({
          ...state,
          logRatio: state.logRatio - 0.05 * state.depth ** 2,
        })),
    };
    const [whole] = await imagineWays(drifting, env, [across]);
    const [followed] = await imagineWays(drifting, env, [across], 1);
    expect(whole?.dreamed).toBeCloseTo(Math.log(2) + 0.05 * length ** 2, 6);
    expect(followed?.dreamed).toBeCloseTo(Math.log(2) + 0.05 * length, 6);
    expect(followed).toMatchObject({ steps: length, real: whole?.real });
  });

  it('leave out what the world model does not know, and end where a step is refused', async () => {
    const blind = { ...exactDreams(env, length), rules: 1 };
    const [way] = await imagineWays(blind, env, [[up, down, up, { rule: 0, site: 5 }, up]]);
    expect(way?.steps).toBe(2);
    expect(await imagineWays(blind, env, [])).toEqual([]);
  });
});
