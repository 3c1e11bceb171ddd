import { describe, expect, it } from 'vitest';
import { fixedSizes, openSizes } from './fixedSizes';

const dims = (step: number | null, ...names: string[]) =>
  names.map((name, i) => ({ name, value: 2 ** i, step }));
const ruleOf = (step: number) => (step === 3 ? 'Merge reshapes' : undefined);

describe('openSizes', () => {
  it('says which sizes a file leaves open, and where it was timed', () => {
    expect(openSizes({ batch: 1, sequence: 128 }, [], true)).toBe(
      'The file leaves batch and sequence open: it was compared at other sizes too, and timed at batch 1 and sequence 128 alone.',
    );
  });

  it('says nothing of what is fixed, or was never open', () => {
    expect(openSizes({ batch: 1 }, dims(null, 'batch'), true)).toBeNull();
    expect(openSizes({}, [], true)).toBeNull();
    expect(openSizes({ batch: 1 }, [], false)).toBe(
      'The file leaves batch open: it was compared at other sizes too.',
    );
  });
});

describe('fixedSizes', () => {
  it('says nothing where nothing was fixed', () => {
    expect(fixedSizes([], ruleOf)).toBeNull();
  });

  it('says which sizes the file takes, and which step fixed them', () => {
    expect(fixedSizes(dims(3, 'batch', 'sequence'), ruleOf)).toBe(
      'The file takes only batch 1 and sequence 2: step 3 (Merge reshapes) holds for these sizes alone.',
    );
    expect(fixedSizes(dims(4, 'batch'), ruleOf)).toBe(
      'The file takes only batch 1: step 4 holds for these sizes alone.',
    );
  });

  it('says that nothing is known of other sizes where no step is to blame', () => {
    expect(fixedSizes(dims(null, 'a', 'b', 'c', 'd', 'e'), ruleOf)).toBe(
      'The file takes only a 1, b 2, c 4 and 2 more, since it could not be confirmed that the rewrites hold for other sizes.',
    );
  });
});
