import { expect, it } from 'vitest';
import { timeLeft } from './timeLeft';

it('counts an estimate down, and gives up the figure once it is past', () => {
  const plain = (elapsed: number) => timeLeft(12, elapsed).replace(/\s/g, ' ');
  expect(plain(0)).toBe('about 12 s left');
  expect(plain(5)).toBe('about 7 s left');
  expect(plain(13)).toBe('about 1 s left');
  expect(plain(15)).toBe('longer than thought');
});
