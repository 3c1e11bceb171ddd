import { expect, it } from 'vitest';
import { pagesAround } from './pagesAround';

it('draws a list of usual length whole', () => {
  expect(pagesAround(0, -1)).toEqual([0, 0]);
  expect(pagesAround(900, 0)).toEqual([0, 900]);
});

it('draws what is around the present row of a long one', () => {
  expect(pagesAround(20_000, -1)).toEqual([0, 1000]);
  expect(pagesAround(20_000, 7123)).toEqual([6500, 8000]);
  expect(pagesAround(20_000, 7499)).toEqual([6500, 8000]);
  expect(pagesAround(20_000, 19_999)).toEqual([19_000, 20_000]);
});

it('draws more on either side where that is asked for', () => {
  expect(pagesAround(20_000, 7123, 1, 2)).toEqual([6000, 9000]);
  expect(pagesAround(20_000, 0, 9, 0)).toEqual([0, 1000]);
});
