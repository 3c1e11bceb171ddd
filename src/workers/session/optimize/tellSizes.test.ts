import { describe, expect, it } from 'vitest';
import { CodedError } from '../../../core';
import { tellSizes } from './tellSizes';

describe('what the runtime refused', () => {
  const refused = new CodedError('RUNTIME_REFUSED', 'initial_h must have shape {1,1,128}.');
  const sized = { dims: { 'input.1': 512, 'state.1': 128 }, keepOutputs: null };

  it('is told with the sizes that open dimensions were given', () => {
    expect(tellSizes(refused, sized)).toMatchObject({
      code: 'RUNTIME_REFUSED',
      message:
        'initial_h must have shape {1,1,128}. It was run with input.1 = 512, state.1 = 128: other sizes may fit.',
    });
  });

  it('is left alone where no dimension is open, as everything else is', () => {
    expect(tellSizes(refused, { dims: {}, keepOutputs: null })).toBe(refused);
    const stopped = new CodedError('STOPPED', 'stopped');
    expect(tellSizes(stopped, sized)).toBe(stopped);
    expect(tellSizes('thrown', sized)).toBe('thrown');
  });
});
