import { describe, expect, it } from 'vitest';
import { shorten } from './shorten';

describe('shorten', () => {
  const width = (text: string): number => text.length;
  it('leaves alone what fits', () => expect(shorten('abc', 3, width)).toBe('abc'));
  it('ends with an ellipsis else', () => expect(shorten('abcdef', 4, width)).toBe('abc…'));
  it('is empty where nothing fits', () => expect(shorten('abc', 0, width)).toBe(''));
});
