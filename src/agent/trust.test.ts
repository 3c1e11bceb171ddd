import { describe, expect, it } from 'vitest';
import { createRandom } from '../core';
import { Trust } from './trust';

const step = (rule: number, gain: number) => ({ rule, gain, disagreement: 0 });
const endOf = (trust: Trust, steps: ReturnType<typeof step>[]) => {
  const all = trust.expect(steps);
  return all[all.length - 1] ?? { mean: Number.NaN, deviation: Number.NaN };
};

describe('trust in dreams', () => {
  it('believes a dream as it is, with doubt, before anything was played', () => {
    const { mean, deviation } = endOf(new Trust(), [step(1, 0.04), step(2, 0.02)]);
    expect(mean).toBeCloseTo(0.06, 12);
    expect(deviation).toBeGreaterThan(0.02);
  });

  it('learns that a rule is dreamed twice too large, and what another gains that was not dreamed at all', () => {
    const trust = new Trust();
    const random = createRandom(1);
    for (let i = 0; i < 30; i++) {
      const gain = 0.02 + 0.01 * random.next();
      trust.observe(step(1, gain), 0.5 * gain);
      trust.observe(step(2, 0), 0.004);
      trust.observe(step(3, gain), gain);
    }
    expect(endOf(trust, [step(1, 0.03)]).mean).toBeCloseTo(0.015, 2);
    expect(endOf(trust, [step(2, 0)]).mean).toBeCloseTo(0.004, 3);
    expect(endOf(trust, [step(3, 0.03)]).mean).toBeCloseTo(0.03, 2);
    expect(trust.belief).toBeLessThan(1);
    // A rule that was never played is believed as much as all others together.
    expect(endOf(trust, [step(9, 0.02)]).mean).toBeCloseTo(0.02 * trust.belief, 12);
  });

  it('doubts less what it has seen often, and errors of one rule add up', () => {
    const trust = new Trust();
    for (let i = 0; i < 20; i++) trust.observe(step(1, 0.001), 0.001);
    const known = endOf(trust, [step(1, 0.001), step(1, 0.001)]).deviation;
    const unknown = endOf(trust, [step(2, 0.001), step(2, 0.001)]).deviation;
    const apart = endOf(trust, [step(2, 0.001), step(3, 0.001)]).deviation;
    expect(known).toBeLessThan(unknown / 3);
    expect(apart).toBeLessThan(unknown);
  });

  it('takes no notice of a price that is none', () => {
    const trust = new Trust();
    trust.observe(step(1, 0.1), Number.NEGATIVE_INFINITY);
    expect(trust.belief).toBe(1);
  });
});
