import { describe, expect, it } from 'vitest';
import type { StepView } from '../../workers/session/protocol';
import { nearestStop, stopAt, stopsOf } from './stops';

const step = (n: number, ms: number) =>
  ({ step: n, estimated: { ms, low: ms, high: ms }, imagined: null, measured: null }) as StepView;
// Steps 2, 3 and 5 change nothing.
const trace = [step(1, 9), step(2, 9), step(3, 9), step(4, 8), step(5, 8)];

describe('the steps to look at', () => {
  it('are all of them, or those with an effect, the original and the last', () => {
    expect(stopsOf(trace, false)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(stopsOf(trace, true)).toEqual([0, 1, 4, 5]);
    expect(stopsOf([], true)).toEqual([0]);
  });

  it('are reached by going on in the same direction', () => {
    const stops = stopsOf(trace, true);
    expect(stopAt(stops, 2, 1)).toBe(4);
    expect(stopAt(stops, 3, 4)).toBe(1);
    expect(stopAt(stops, 6, 5)).toBe(5);
    expect(stopAt(stops, -1, 0)).toBe(0);
    // From a step that is hidden, but in view.
    expect(stopAt(stops, 3, 2)).toBe(4);
    expect(stopAt(stops, 1, 2)).toBe(1);
    expect(stopAt(stops, 2, 2)).toBe(2);
    expect([0, 1, 2, 3, 9].map((wanted) => nearestStop(stops, wanted))).toEqual([0, 1, 1, 4, 5]);
  });
});
