import { describe, expect, it } from 'vitest';
import type { StepView } from '../../workers/session/protocol';
import { marksAgainst, marksFor } from './marks';
import type { Scene } from './scene';

const step = (n: number, removed: string[], added: string[]): StepView => ({
  step: n,
  rule: '',
  title: '',
  family: '',
  site: '',
  place: '',
  summary: '',
  exactness: 'bits',
  imagined: null,
  estimated: null,
  measured: null,
  verified: null,
  removed,
  added,
});

describe('marksFor', () => {
  const steps = [step(1, ['n1'], ['n7']), step(2, ['n2'], [])];
  it('marks nothing at the original', () => expect(marksFor(steps, 0, null).size).toBe(0));
  it('marks what the present step added', () => expect(marksFor(steps, 1, null).get('n7')).toBe('added'));
  it('marks what a step that is pointed at removes', () =>
    expect(marksFor(steps, 1, 2).get('n2')).toBe('removed'));
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
