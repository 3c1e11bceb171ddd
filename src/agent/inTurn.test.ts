import { describe, expect, it } from 'vitest';
import { inTurn, type Opinions } from './inTurn';

const of = (cost: number, worth: number, depth = 1): Opinions => ({ cost, worth, depth });

describe('what is worth measuring', () => {
  it('comes by either opinion in turn', () => {
    const [cheap, both, lean, poor] = [of(1, 9), of(2, 4), of(8, 2), of(9, 8)];
    expect(inTurn([poor, lean, both, cheap], (x) => x)).toEqual([cheap, lean, both, poor]);
  });

  it('is the shortest of what cannot be told apart, in the place of the first', () => {
    const [long, short, other] = [of(1, 1, 50), of(1.0005, 1.0005, 3), of(1.002, 1.002, 2)];
    expect(inTurn([long, short, other], (x) => x)).toEqual([short, other]);
  });

  it('keeps what only one opinion tells apart, and the original beside its like', () => {
    const [one, two, origin] = [of(1, 1), of(1, 2), of(1, 1, 0)];
    expect(inTurn([one, two, origin], (x) => x)).toHaveLength(3);
  });
});
