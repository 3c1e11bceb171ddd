import { describe, expect, it } from 'vitest';
import type { StepView } from '../../workers/session/protocol';
import { marksFor } from './marks';

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
