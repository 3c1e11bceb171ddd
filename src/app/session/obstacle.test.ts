import { describe, expect, it } from 'vitest';
import type { OpenedModel, Target } from '../../workers/session/protocol';
import { initialSession } from '../stores/session';
import { obstacle } from './obstacle';

const target = { ep: 'wasm', threads: 1 } as Target;
const model = (fields: Partial<OpenedModel>) =>
  ({ notTimeable: null, weights: 'real', ...fields }) as OpenedModel;
const ready = { ...initialSession, model: model({}), target, targets: [target] };

describe('obstacle', () => {
  it('is none for a whole model with a target', () => expect(obstacle(ready)).toBeNull());
  it('says what is missing, and what to do', () => {
    expect(obstacle({ ...ready, model: model({ weights: 'missing' }) })).toContain('weights');
    expect(obstacle({ ...ready, target: null, targets: [] })).toContain('Looking');
    expect(obstacle({ ...ready, target: null })).toContain('Nothing here');
  });
  it('repeats why a model cannot be timed at all', () => {
    const notTimeable = {
      code: 'X',
      message: 'It has a Loop.',
      advice: '',
    } as unknown as OpenedModel['notTimeable'];
    expect(obstacle({ ...ready, model: model({ notTimeable }) })).toBe('It has a Loop.');
  });
});
