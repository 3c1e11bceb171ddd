import { describe, expect, it } from 'vitest';
import { packResidual, readResidual } from './residualFile';

const residual = {
  slope: 0.8,
  slopes: new Map([[3, 0.25]]),
  terms: new Map([
    [3, -0.12],
    [40, 0.5],
  ]),
  scatter: 0.02,
  intervalScale: 1.9,
};

describe('the file of a residual', () => {
  const file: unknown = JSON.parse(JSON.stringify(packResidual(residual, { checkpoint: 'ab' })));
  it('comes back as it was', () => {
    expect(readResidual(file, 'ab')).toEqual(residual);
  });
  it('is refused beside another checkpoint, and when it is damaged', () => {
    const code = expect.objectContaining({ code: 'CHECKPOINT_REJECTED' });
    expect(() => readResidual(file, 'cd')).toThrow(code);
    expect(() => readResidual({ ...(file as object), terms: [1] }, 'ab')).toThrow(code);
    expect(() => readResidual({ ...(file as object), scatter: null }, 'ab')).toThrow(code);
    expect(() => readResidual('nonsense', 'ab')).toThrow(code);
  });
});
