import { describe, expect, it } from 'vitest';
import { roundsFor, takenIn } from './rounds';
import { confirmOf } from './testing';

describe('the rounds of a table', () => {
  const whole = confirmOf({ disabled: 0.7, a: 1.1, b: 1.2 });
  const partly = confirmOf({ disabled: 0.7, a: 1.1, c: 1.3 });

  it('are those that hold all columns, though later ones hold some', () => {
    expect(roundsFor([whole, partly], ['a', 'b'])).toEqual([whole]);
    expect(roundsFor([whole, partly], ['a'])).toEqual([partly]);
    expect(roundsFor([whole, partly], ['a', 'b', 'c'])).toEqual([whole, partly]);
  });

  it('are the latest where no graph was found, and none where nothing was measured', () => {
    expect(roundsFor([whole, partly], [])).toEqual([partly]);
    expect(roundsFor([], ['a'])).toEqual([]);
  });

  it('are no other suite’s, and none in which the machine was too busy', () => {
    const others = [
      { ...whole, about: 'peers' },
      { ...whole, trouble: 'busy' },
    ];
    expect(roundsFor([whole, ...others], ['a', 'b'])).toEqual([whole]);
    expect(roundsFor(others, ['a', 'b'])).toEqual([]);
  });

  it('say when they were taken, if all of them do, and what the original took', () => {
    const on = (day: string) => ({ ...whole, time: `2026-12-0${day}T10:00:00.000Z` });
    expect(takenIn([on('1')])).toMatchObject({ measurements: 1, on: '2026-12-01' });
    expect(takenIn([on('2'), on('1'), on('2')])?.on).toBe('2026-12-01 to 2026-12-02');
    expect(takenIn([on('1'), whole])?.on).toBeNull();
    const busy = [10, 12, 20, 14].map((ms) => [ms, ms, 5]);
    expect(takenIn([{ ...whole, rounds: busy }])?.originalMs).toBe(13);
    expect(takenIn([])).toBeNull();
  });
});
