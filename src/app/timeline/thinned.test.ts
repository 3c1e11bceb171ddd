import { expect, it } from 'vitest';
import { thinned } from './thinned';

const series = (length: number) => Array.from({ length }, (_, step) => ({ step }));

it('leaves a series of usual length as it is', () => {
  const points = series(1000);
  expect(thinned(points, 3)).toBe(points);
});

it('keeps some points of a long one, with the last and the one that is pointed at', () => {
  const kept = thinned(series(20_000), 4711);
  expect(kept.length).toBeLessThan(1003);
  expect(kept.map(({ step }) => step)).toEqual(expect.arrayContaining([0, 4711, 19_999]));
});
