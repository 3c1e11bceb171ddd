import { describe, expect, it } from 'vitest';
import { matchShape } from './matchShape';

describe('matchShape', () => {
  const score = (...dims: string[]) => matchShape('1×128×768', dims);
  it('prefers all of it to its beginning, that to its middle, and that to pieces', () => {
    const scores = [score('1', '128', '768'), score('1', '128'), score('128', '768'), score('1', '768')];
    expect([...scores].sort((a, b) => b - a)).toEqual(scores);
    expect(Math.min(...scores)).toBeGreaterThan(0);
  });
  it('takes a last dimension that is still being typed', () => expect(score('1', '12')).toBeGreaterThan(0));
  it('takes no part of the others, and no other order', () => {
    expect(score('1', '28')).toBe(0);
    expect(score('12', '768')).toBe(0);
    expect(score('768', '128')).toBe(0);
    expect(score('1', '128', '768', '1')).toBe(0);
  });
});
