import { describe, expect, it } from 'vitest';
import { addressOf, decimal, lessonRoute, wholeNumber } from './route';

describe('lessonRoute', () => {
  it('is there only where the lesson is asked for', () => {
    expect(lessonRoute('?seconds=3')).toBeNull();
    expect(lessonRoute('?lesson=2')).toEqual({ chapter: 2, at: 0, figure: {} });
  });

  it('comes back from its own address', () => {
    const route = { chapter: 3, at: 2, figure: { t: '0.7', seed: '4' } };
    expect(lessonRoute(addressOf(route))).toEqual(route);
  });

  it('takes what is out of bounds or no number as the nearest thing that makes sense', () => {
    expect(lessonRoute('?lesson=9')?.chapter).toBe(5);
    expect(lessonRoute('?lesson=')?.chapter).toBe(1);
    expect(lessonRoute('?lesson=x&at=-3')).toEqual({ chapter: 1, at: 0, figure: {} });
  });

  it('leaves out values that no figure writes', () => {
    const route = lessonRoute(`?lesson=1&node=%3Cimg%3E&long=${'a'.repeat(700)}&ok=n12&Bad=1`);
    expect(route?.figure).toEqual({ ok: 'n12' });
  });
});

describe('numbers in a link', () => {
  it('are kept within bounds', () => {
    expect(wholeNumber('12', 0, 9)).toBe(9);
    expect(wholeNumber('1e3', 0, 9)).toBeNull();
    expect(decimal('0.75', 0, 2)).toBe(0.75);
    expect(decimal('NaN', 0, 2)).toBeNull();
  });
});
