import { describe, expect, it } from 'vitest';
import { createDummyEnv } from '../../env/dummyEnv';
import { type Game, replayGame } from './game';
import { worthMeasuring } from './worthMeasuring';

const up = { rule: 0, site: 0 };
const down = { rule: 1, site: 0 };
const env = createDummyEnv(3);
const game = (...actions: (typeof up)[]): Game<{ readonly at: number }> => replayGame(env, actions);

describe('what of games is worth the clock', () => {
  it('is what is cheaper than the start, by its shortest way, and once', () => {
    const games = [game(up, down, up, up, up), game(up, up), game(up, up, up, down)];
    expect(worthMeasuring(env, games, new Set(), 3)).toEqual([{ game: 2, step: 3, key: '3', cost: 5 }]);
  });

  it('is not what has been measured', () => {
    expect(worthMeasuring(env, [game(up, up, up)], new Set(['3']), 3)).toEqual([]);
  });
});

describe('a game that is played again', () => {
  it('goes as far as its moves are legal, with a cost for every state', () => {
    const { episode, states } = game(up, up, up, up, up);
    expect(episode.actions).toHaveLength(3);
    expect(Array.from(episode.costs)).toEqual([10, 10.5, 10, 5]);
    expect(states.map(({ at }) => at)).toEqual([0, 1, 2, 3]);
    expect(episode.clock).toHaveLength(12);
  });
});
