import { expect, it } from 'vitest';
import { ofTheStart } from './ofTheStart';

it('tells apart what lies close together', () => {
  expect(ofTheStart(0.985)).toBe('98.5\u202f%');
  expect(ofTheStart(1)).toBe('100\u202f%');
});
