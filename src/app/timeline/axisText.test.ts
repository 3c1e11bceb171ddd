import { expect, it } from 'vitest';
import { axisRoom, axisText } from './axisText';

const written = (...marks: number[]) => marks.map((mark) => axisText(marks)(mark).replaceAll('\u202f', ' '));

it('writes an axis in one unit', () => {
  expect(written(0.09, 0.1, 0.11)).toEqual(['0.09 ms', '0.10 ms', '0.11 ms']);
  expect(written(0.07, 0.08, 0.09)).toEqual(['70 µs', '80 µs', '90 µs']);
  expect(written(0.995e-6, 1e-6, 1.005e-6)).toEqual(['0.995 ns', '1.000 ns', '1.005 ns']);
  expect(written(25, 27.5, 30)).toEqual(['25.0 ms', '27.5 ms', '30.0 ms']);
  expect(written(0, 100, 200)).toEqual(['0 ms', '100 ms', '200 ms']);
  expect(written(9000, 10_000)).toEqual(['9 s', '10 s']);
  expect(written(0.1 + 0.2, 0.4)).toEqual(['0.3 ms', '0.4 ms']);
});

it('gives long marks more room', () => {
  expect(axisRoom(['1.0 ms'])).toBeLessThan(62);
  expect(axisRoom(['1.0 ms', '0.001005 µs'])).toBeGreaterThan(80);
});

it('writes shares as per cent', () => {
  expect(axisText([0.5, 1], 'share')(0.5)).toBe('50\u202f%');
  const fine = [0.975, 0.98, 0.985];
  expect(fine.map(axisText(fine, 'share'))).toEqual(['97.5\u202f%', '98.0\u202f%', '98.5\u202f%']);
});
