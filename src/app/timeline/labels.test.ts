import { expect, it } from 'vitest';
import { labelOf, spread } from './labels';

const at = (y: number) => ({ text: String(y), kind: 'measured', y });

it('moves labels apart, inside the chart', () => {
  const ys = (...from: number[]) => spread(from.map(at), 100).map(({ y }) => y);
  expect(ys(50, 20)).toEqual([20, 50]);
  expect(ys(50, 51, 52)).toEqual([50, 66, 82]);
  expect(ys(0, 98, 99, 100)).toEqual([8, 60, 76, 92]);
  expect(spread([null, at(40)], 100)).toHaveLength(1);
});

it('labels a series where it ends, once it has enough points', () => {
  const points = [1, 2].map((step) => ({ step, ms: step, low: step, high: step }));
  expect(labelOf('Measured', 'measured', points, (ms) => 10 * ms, 2)?.y).toBe(20);
  expect(labelOf('Measured', 'measured', points.slice(1), (ms) => ms, 2)).toBeNull();
});
