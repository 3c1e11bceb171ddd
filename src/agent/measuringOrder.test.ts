import { describe, expect, it } from 'vitest';
import type { Environment } from '../env/environment';
import { judgeFrom } from './judge';
import { measuringOrder } from './measuringOrder';
import type { Path } from './search';

interface Point {
  readonly cost: number;
  readonly work: number;
}
const start: Point = { cost: 10, work: 100 };
const env: Environment<Point> = {
  rules: [],
  reset: () => start,
  counts: () => [],
  step: () => null,
  cost: ({ cost }) => cost,
  work: ({ work }) => work,
  key: ({ cost, work }) => `${cost}/${work}`,
};
const at = (cost: number, work: number, depth = 1): Path<Point> => ({
  state: { cost, work },
  cost,
  depth,
  action: null,
  parent: null,
});

describe('what is measured first', () => {
  it('is the cheapest by price, then the best by price and arithmetic, in turn', () => {
    const [cheap, less, both] = [at(7, 100), at(11, 20), at(8, 80)];
    const origin = at(10, 100, 0);
    expect(measuringOrder(env, start, [origin, cheap, both, less])).toEqual([cheap, less, both, origin]);
  });

  it('is one of those that nobody can tell apart, the shortest', () => {
    const [short, long] = [at(7, 50, 3), at(7.0001, 50, 40)];
    expect(measuringOrder(env, start, [long, short])).toEqual([short]);
  });

  it('goes by the price alone where the arithmetic is not known', () => {
    const { work: _, ...blind } = env;
    const lost = { ...env, work: () => Number.POSITIVE_INFINITY };
    const judge = judgeFrom<Point>(blind, start);
    expect(judge({ cost: 5, work: 1 }, 5)).toBe(0.5);
    expect(judgeFrom<Point>(lost, start)({ cost: 5, work: 1 }, 5)).toBe(0.5);
    expect(judgeFrom(env, start)({ cost: 5, work: 50 }, 5)).toBe(1);
  });
});
