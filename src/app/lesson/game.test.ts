import { describe, expect, it } from 'vitest';
import { MOST_MOVES, movesOf, textOf } from './game';

describe('moves in a link', () => {
  it('come back as they were', () => {
    const moves = ['12/45/0', '3/7/1'];
    expect(textOf(moves)).toBe('12.45.0_3.7.1');
    expect(movesOf(textOf(moves))).toEqual(moves);
    expect(movesOf('')).toEqual([]);
    expect(movesOf(undefined)).toEqual([]);
  });

  it('are taken only where they look like moves, and not without end', () => {
    expect(movesOf('1.2.3_x_4.5.6_7.8')).toEqual(['1/2/3', '4/5/6']);
    expect(movesOf(Array.from({ length: 200 }, () => '1.2.3').join('_'))).toHaveLength(MOST_MOVES);
  });
});
