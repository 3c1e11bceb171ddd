import { describe, expect, it } from 'vitest';
import { createRandom } from '../../core';
import { draw, siteOf, sitesIn, slotOf } from './choose';

describe('draw', () => {
  const random = createRandom(5);

  it('follows the softmax of the legal logits, and tells the log probability', () => {
    const counts = [0, 0, 0];
    for (let i = 0; i < 4000; i++) {
      const { index, logProbability } = draw([Math.log(3), 9, 0], (r) => r !== 1, 1, random);
      counts[index] = (counts[index] ?? 0) + 1;
      expect(logProbability).toBeCloseTo(Math.log(index === 0 ? 0.75 : 0.25), 6);
    }
    expect(counts[1]).toBe(0);
    expect((counts[0] ?? 0) / 4000).toBeCloseTo(0.75, 1);
  });

  it('takes the likeliest at temperature 0', () => {
    for (let i = 0; i < 20; i++) expect(draw([1, 2, 1.5], () => true, 0, random).index).toBe(1);
  });
});

describe('siteOf', () => {
  const random = createRandom(6);

  it('has a slot for each of few sites, and covers many', () => {
    expect([0, 1, 2].map((slot) => siteOf(slot, 3, 16, random))).toEqual([0, 1, 2]);
    const met = new Set<number>();
    for (let i = 0; i < 4000; i++) met.add(siteOf(i % 16, 50, 16, random));
    expect([...met].sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i));
  });

  it('has each site in one slot alone', () => {
    for (const count of [1, 3, 16, 17, 50, 200]) {
      const sites = Array.from({ length: Math.min(count, 16) }, (_, slot) => sitesIn(slot, count, 16));
      const all = sites.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, i) => from + i));
      expect(all).toEqual(Array.from({ length: count }, (_, i) => i));
      for (const [slot, { from, to }] of sites.entries())
        for (let site = from; site < to; site++) expect(slotOf(site, count, 16)).toBe(slot);
    }
  });

  it('is what slotOf turns round, however many sites share a slot', () => {
    for (const count of [3, 16, 17, 23, 50, 200])
      for (let site = 0; site < count; site++) {
        const slot = slotOf(site, count, 16);
        const met = new Set(Array.from({ length: 200 }, () => siteOf(slot, count, 16, random)));
        expect(met.has(site)).toBe(true);
      }
  });
});
