import { describe, expect, it } from 'vitest';
import { Visibility } from './visibility';

describe('visibility', () => {
  it('remembers a moment in hiding until it is asked', () => {
    const visibility = new Visibility();
    expect(visibility.wasHidden()).toBe(false);
    visibility.set(true);
    visibility.set(false);
    expect(visibility.wasHidden()).toBe(true);
    expect(visibility.wasHidden()).toBe(false);
  });

  it('stays hidden until it is shown', () => {
    const visibility = new Visibility();
    visibility.set(true);
    expect([visibility.wasHidden(), visibility.wasHidden()]).toEqual([true, true]);
    visibility.set(false);
    expect([visibility.wasHidden(), visibility.wasHidden()]).toEqual([true, false]);
  });
});
