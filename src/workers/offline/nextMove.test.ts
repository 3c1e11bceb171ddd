import { describe, expect, it } from 'vitest';
import { nextMove } from './nextMove';

const fresh = { isolated: false, embedded: false, tried: false, busy: false };

describe('nextMove', () => {
  it('reloads once for threads, and never again where that did not help', () => {
    expect(nextMove(fresh)).toBe('reload');
    expect(nextMove({ ...fresh, tried: true })).toBe('stay');
  });
  it('leaves a page alone that has its threads, or that a reload cannot give any', () => {
    expect(nextMove({ ...fresh, isolated: true })).toBe('stay');
    expect(nextMove({ ...fresh, embedded: true })).toBe('stay');
  });
  it('takes nothing away that is open', () => {
    expect(nextMove({ ...fresh, busy: true })).toBe('offer');
  });
});
