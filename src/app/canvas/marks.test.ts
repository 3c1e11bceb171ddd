import { describe, expect, it } from 'vitest';
import { stepView } from '../testing';
import { marksAgainst, marksFor, stepTouching } from './marks';
import type { Scene } from './scene';

const step = (n: number, removed: string[], added: string[]) => stepView(n, { removed, added });

describe('marksFor', () => {
  const steps = [step(1, ['n1'], ['n7']), step(2, ['n2'], [])];
  it('marks nothing at the original', () => expect(marksFor(steps, 0, null).size).toBe(0));
  it('marks what the present step added', () => expect(marksFor(steps, 1, null).get('n7')).toBe('added'));
  it('marks what a step that is pointed at removes', () =>
    expect(marksFor(steps, 1, 2).get('n2')).toBe('removed'));
});

describe('stepTouching', () => {
  const steps = [step(1, ['n1'], ['n7']), step(2, ['n2'], ['n8']), step(3, ['n7'], [])];
  it('is the step that added a node', () => expect(stepTouching(steps, 2, 'n7')).toBe(1));
  it('is the step that is going to remove a node of the original', () =>
    expect(stepTouching(steps, 1, 'n2')).toBe(2));
  it('is the step that removed a node which is drawn all the same', () =>
    expect(stepTouching(steps, 3, 'n7')).toBe(3));
  it('is none where no rewrite touches a node', () => expect(stepTouching(steps, 3, 'n5')).toBeNull());
});

describe('marksAgainst', () => {
  const scene = (...ids: string[]): Scene => ({
    items: ids.map((id) => ({
      kind: 'folded',
      id: `fold:${id}`,
      label: '',
      groups: [],
      size: 1,
      share: null,
      macs: 0,
      bytes: 0,
      family: 'other',
      parent: null,
    })),
    edges: [],
    indexOf: new Map(),
    itemOf: new Map(ids.map((id, i) => [id, i])),
    step: 0,
  });
  it('leaves folded cards alone: some of what they stand for is always the same', () =>
    expect(marksAgainst(scene('a'), scene('b'), 'added').size).toBe(0));
});
