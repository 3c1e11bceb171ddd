import { describe, expect, it } from 'vitest';
import { createDummyEnv } from '../env/dummyEnv';
import { Candidates } from './candidates';
import { type Path, startOf } from './search';

describe('candidates', () => {
  const env = createDummyEnv(30);
  const start = startOf(env);
  const at = (position: number, cost: number, depth = position): Path<{ at: number }> => ({
    state: { at: position },
    cost,
    depth,
    action: null,
    parent: start,
  });
  const positions = (kept: Candidates<{ at: number }>): number[] => kept.list().map(({ state }) => state.at);

  it('keeps the best by cost and the best by the other opinion, the start always', () => {
    const kept = new Candidates(env, start, 2);
    for (let i = 1; i <= 10; i++) kept.offer(at(i, 20 - i), i);
    expect(positions(kept).sort((a, b) => a - b)).toEqual([0, 1, 2, 9, 10]);
    kept.offer(at(11, 30), 30);
    expect(positions(kept)).not.toContain(11);
    kept.offer(at(12, 30), 0);
    expect(positions(kept)).toContain(12);
  });

  it('keeps the shorter of two ways, and no more than asked where there is one opinion', () => {
    const kept = new Candidates(env, start, 3);
    for (let i = 1; i <= 10; i++) kept.offer(at(i, i, 9));
    kept.offer(at(1, 1, 2));
    expect(kept.list().map(({ state, depth }) => [state.at, depth])).toEqual([
      [1, 2],
      [2, 9],
      [3, 9],
      [0, 0],
    ]);
  });
});
