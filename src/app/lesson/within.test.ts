import { expect, it } from 'vitest';
import { within } from './within';

it('names the interval', () => {
  expect(within({ ratioLow: 0.981, ratioHigh: 1.0834 })).toBe('(95\u202f%:\u00a0×0.981 to\u00a0×1.08)');
});
