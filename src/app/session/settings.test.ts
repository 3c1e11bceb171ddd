import { describe, expect, it } from 'vitest';
import { runSettings } from './settings';

describe('runSettings', () => {
  it('has a default', () => expect(runSettings('')).toEqual({ seconds: 30, seed: 1 }));
  it('takes what the address asks for', () =>
    expect(runSettings('?model=a.onnx&seconds=8&seed=3')).toEqual({ seconds: 8, seed: 3 }));
  it('ignores what is no number and limits what is too large', () =>
    expect(runSettings('?seconds=1e9&seed=x')).toEqual({ seconds: 3600, seed: 1 }));
});
