import { describe, expect, it } from 'vitest';
import { Word } from './word';

describe('the agent’s word', () => {
  it('adds up what is certain', () => {
    const word = new Word();
    word.give({ mean: 0.01, deviation: 0.005 }, 0.012, 2);
    word.give({ mean: 0.02, deviation: 0.005 }, 0.019, 3);
    const { dreamed, real, steps } = word.result();
    expect(dreamed).toBeCloseTo(0.03);
    expect(real).toBeCloseTo(0.031);
    expect(steps).toBe(5);
  });

  it('is not given for what is uncertain', () => {
    const word = new Word();
    word.give({ mean: 0.05, deviation: 0.011 }, -0.2, 4);
    word.give({ mean: 0.05, deviation: Number.NaN }, -0.2, 4);
    expect(word.result()).toEqual({ dreamed: 0, real: 0, steps: 0 });
  });

  it('is not given for what would be too much together', () => {
    const word = new Word();
    for (let i = 0; i < 5; i++) word.give({ mean: 0.001, deviation: 0.006 }, 0.001, 1);
    expect(word.result().steps).toBe(2);
  });

  it('may be less certain where it promises much', () => {
    const word = new Word();
    word.give({ mean: 0.4, deviation: 0.015 }, 0.39, 8);
    expect(word.result()).toEqual({ dreamed: 0.4, real: 0.39, steps: 8 });
  });
});
