import { expect, it } from 'vitest';
import type { StepView } from '../../workers/session/protocol';
import { stepsWithEffect } from './effect';

const figure = (ms: number) => ({ ms, low: ms, high: ms });
const step = (n: number, estimated: number | null, ratio: readonly [number, number] | null = null) =>
  ({
    step: n,
    estimated: estimated === null ? null : figure(estimated),
    imagined: null,
    measured: ratio === null ? null : { ...figure(1), ratio: 1, ratioLow: ratio[0], ratioHigh: ratio[1] },
  }) as StepView;

it('goes by the clock where it can, and by the estimate elsewhere', () => {
  const measured = [step(1, 9, [0.99, 1.01]), step(2, 8, [1.0, 1.02]), step(3, 8, [1.1, 1.2])];
  expect([...stepsWithEffect(measured)]).toEqual([3]);
  const estimated = [step(1, 9), step(2, 9.0001), step(3, 8)];
  expect([...stepsWithEffect(estimated)]).toEqual([1, 3]);
});

it('hides nothing of which nothing is known', () => {
  expect([...stepsWithEffect([step(1, null), step(2, null)])]).toEqual([1, 2]);
});
