import { describe, expect, it } from 'vitest';
import { createRandom } from '../core';
import { summarise } from './summarise';

/** Rounds of [a, a, b] ms on a machine whose speed wanders, with noise of 4 % and disturbances. */
function machine(seed: number, b: number, rounds = 24) {
  const random = createRandom(seed);
  let speed = 1;
  const sample = (ms: number) =>
    ms * speed * Math.exp(0.04 * random.normal()) * (random.next() < 0.05 ? 1.5 : 1);
  return Array.from({ length: rounds }, () => {
    speed *= Math.exp(0.03 * random.normal());
    return [sample(20), sample(20), sample(b)];
  });
}
const runs = [1, 1, 1];

describe('summarise', () => {
  it('A/A: the interval holds 1 in at least 90 of 100, and at most one win is claimed', () => {
    const all = Array.from({ length: 100 }, (_, seed) => summarise(machine(seed, 20), runs, seed));
    const held = all.filter(({ candidates: [c] }) => c !== undefined && c.ci95[0] <= 1 && c.ci95[1] >= 1);
    expect(held.length).toBeGreaterThanOrEqual(90);
    expect(all.filter(({ candidates: [c] }) => c?.win).length).toBeLessThanOrEqual(1);
  });

  it('A/A: the same where every session is a little faster or slower for as long as it lives', () => {
    const measure = (seed: number) => {
      const random = createRandom(seed);
      const rounds: number[][] = [];
      const batches: number[] = [];
      for (let batch = 0; batch < 6; batch++) {
        const sessions = [0, 0, 0].map(() => 20 * Math.exp(0.01 * random.normal()));
        for (let i = 0; i < 5; i++) {
          rounds.push(sessions.map((t) => t * Math.exp(0.004 * random.normal())));
          batches.push(batch);
        }
      }
      return summarise(rounds, runs, seed, batches).candidates[0];
    };
    const all = Array.from({ length: 100 }, (_, seed) => measure(seed));
    const held = all.filter((c) => c !== undefined && c.ci95[0] <= 1 && c.ci95[1] >= 1);
    expect(held.length).toBeGreaterThanOrEqual(90);
    expect(all.filter((c) => c?.win).length).toBeLessThanOrEqual(1);
  });

  it('A/B: 5 % of extra work is told apart', () => {
    const all = Array.from({ length: 20 }, (_, seed) => summarise(machine(seed, 19, 60), runs, seed));
    expect(all.filter(({ candidates: [c] }) => c?.win).length).toBeGreaterThanOrEqual(19);
  });

  it('gives medians and spread of both', () => {
    const { original, candidates } = summarise(machine(1, 10), [1, 1, 2], 1);
    expect(original.runs).toBe(48);
    expect(candidates[0]?.times.runs).toBe(48);
    expect(candidates[0]?.ratio).toBeGreaterThan(1.8);
    expect(original.p10Ms).toBeLessThanOrEqual(original.medianMs);
  });

  it('reports a busy, a throttled and a starved machine instead of a win', () => {
    const random = createRandom(3);
    const busy = Array.from({ length: 12 }, () => [20, 20, 10].map((t) => t * Math.exp(random.normal())));
    expect(summarise(busy, runs, 1)).toMatchObject({ trouble: { code: 'MACHINE_NOISY' } });
    const throttled = Array.from({ length: 12 }, (_, i) => [20, 20, 10].map((t) => t * (i < 6 ? 1 : 3)));
    const result = summarise(throttled, runs, 1);
    expect(result.trouble?.message).toMatch(/speed changed 3.0-fold/);
    expect(result.candidates[0]?.win).toBe(false);
    expect(summarise([[20, 20, 10]], runs, 1).trouble?.message).toMatch(/too few/);
  });
});
