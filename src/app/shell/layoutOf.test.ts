import { expect, it } from 'vitest';
import { layoutOf } from './layoutOf';

it('stacks everything on a phone, upright or on its side', () => {
  expect(layoutOf(390, 844, false)).toBe('stacked');
  expect(layoutOf(844, 390, false)).toBe('stacked');
  expect(layoutOf(1280, 400, false)).toBe('stacked');
});

it('stacks where a page is enlarged, so that a column has room', () => {
  expect(layoutOf(853, 533, false)).toBe('stacked');
  expect(layoutOf(800, 600, false)).toBe('stacked');
});

it('gives the graph the whole width of a tablet, and three columns the rest', () => {
  expect(layoutOf(768, 1024, false)).toBe('below');
  expect(layoutOf(961, 1024, false)).toBe('beside');
  expect(layoutOf(1280, 800, false)).toBe('beside');
});

it('leaves a frame in another page as it is unless it is narrow', () => {
  expect(layoutOf(800, 400, true)).toBe('beside');
  expect(layoutOf(640, 360, true)).toBe('stacked');
});
