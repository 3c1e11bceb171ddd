import { describe, expect, it } from 'vitest';
import { keyCaps } from './keyCaps';

describe('keyCaps', () => {
  it('leaves keys as they are elsewhere', () =>
    expect(keyCaps('Ctrl Shift Z', false)).toEqual(['Ctrl', 'Shift', 'Z']));
  it('names and orders them as a Mac does', () => {
    expect(keyCaps('Ctrl Shift Z', true)).toEqual(['⇧', '⌘', 'Z']);
    expect(keyCaps('← →', true)).toEqual(['←', '→']);
  });
});
