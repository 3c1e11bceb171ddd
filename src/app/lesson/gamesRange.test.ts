import { expect, it } from 'vitest';
import { gamesRange } from './gamesRange';

it('holds every game and the start', () => {
  const [low, high] = gamesRange([{ relative: [1, 0.9, 0.4] }, { relative: [1.3, Number.NaN] }]);
  expect(low).toBeLessThan(0.4);
  expect(high).toBeGreaterThan(1.3);
});

it('is a range before any was played, and never below nothing', () => {
  const [low, high] = gamesRange([]);
  expect(low).toBeLessThan(1);
  expect(high).toBeGreaterThan(1);
  expect(gamesRange([{ relative: [0.001] }])[0]).toBe(0);
});
