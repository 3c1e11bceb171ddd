import { describe, expect, it } from 'vitest';
import { advantagesOf } from './advantages';

describe('advantagesOf', () => {
  const played = { rewards: [1, 0, 2], values: [0.5, 1, 1.5] };

  it('with λ = 1 is the discounted return less the value', () => {
    const { advantages, returns } = advantagesOf(played, 0.9, 1);
    expect(Array.from(returns)).toEqual([1 + 0.81 * 2, 0.9 * 2, 2].map((x) => expect.closeTo(x, 5)));
    expect(advantages[0]).toBeCloseTo(1 + 0.81 * 2 - 0.5, 5);
  });

  it('with λ = 0 is the error of the next step', () => {
    const { advantages } = advantagesOf(played, 0.9, 0);
    expect(Array.from(advantages)).toEqual(
      [1 + 0.9 - 0.5, 0.9 * 1.5 - 1, 0.5].map((x) => expect.closeTo(x, 5)),
    );
  });
});
