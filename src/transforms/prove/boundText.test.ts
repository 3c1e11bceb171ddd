import { expect, it } from 'vitest';
import { boundText } from './boundText';

it('tells both kinds of bound, each where there is one', () => {
  expect(boundText({ errorBound: 2e-90, unseenShare: null })).toBe('error below 2e-90');
  expect(boundText({ errorBound: null, unseenShare: 0.0526 })).toBe(
    'sides that differ on one draw in 19 or more pass with a chance below 1e-6',
  );
  expect(boundText({ errorBound: 1e-9, unseenShare: 0.5 })).toBe(
    'error below 1e-9; sides that differ on one draw in 2 or more pass with a chance below 1e-6',
  );
  expect(boundText({ errorBound: null, unseenShare: null })).toBe('');
});
