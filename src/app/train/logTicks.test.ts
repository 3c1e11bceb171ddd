import { expect, it } from 'vitest';
import { logTicks } from './logTicks';

it('takes powers of ten where there are enough of them, and not too many', () => {
  expect(logTicks(0.05, 70, 200)).toEqual([0.1, 1, 10]);
  expect(logTicks(0.5e-6, 2e6, 200)).toEqual([1e-6, 0.001, 1, 1000, 1e6]);
});

it('takes more where the data is within a decade or two', () => {
  expect(logTicks(0.9, 15, 200)).toEqual([1, 3, 10]);
  expect(logTicks(2.3, 8.1, 200)).toEqual([3, 4, 5, 7]);
  expect(logTicks(6.01, 6.42, 200)).toEqual([6.2, 6.4]);
});

it('leaves out what there is no room for, powers of ten last', () => {
  // The loss of the lesson's training, in a chart of 108 pixels.
  expect(logTicks(2.8, 17, 74)).toEqual([3, 5, 10]);
  expect(logTicks(0.9, 15, 24)).toEqual([1, 10]);
});

it('never lets labels overlap', () => {
  for (const height of [20, 60, 74, 120, 300])
    for (const [low, high] of [
      [2.8, 17],
      [2.3, 8.1],
      [0.02, 0.9],
      [6.01, 6.42],
      [1e-6, 1e6],
    ] as const) {
      const ticks = logTicks(low, high, height);
      expect(ticks.length).toBeGreaterThan(0);
      const levels = ticks.map((tick) => (height * Math.log(tick / low)) / Math.log(high / low));
      levels.slice(1).forEach((level, i) => {
        expect(level - (levels[i] ?? 0)).toBeGreaterThanOrEqual(18);
      });
    }
});

it('has none where there is no range', () => {
  expect(logTicks(0, 3, 100)).toEqual([]);
  expect(logTicks(2, 2, 100)).toEqual([]);
});
