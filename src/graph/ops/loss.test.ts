import { describe, expect, it } from 'vitest';
import { typesOf } from './describe';

const inputs = ['float32[n, 10, d]', 'int64[n, d]'];

describe('losses', () => {
  it('reduce to a scalar, or not at all', () => {
    expect(typesOf('NegativeLogLikelihoodLoss', inputs)).toEqual(['float32[]']);
    expect(typesOf('NegativeLogLikelihoodLoss', inputs, { reduction: 'none' })).toEqual(['float32[n, d]']);
    expect(typesOf('SoftmaxCrossEntropyLoss', inputs, { reduction: 'sum' }, { outputs: 2 })).toEqual([
      'float32[]',
      'float32[n, 10, d]',
    ]);
  });

  it('refuse labels of another rank', () => {
    expect(() => typesOf('NegativeLogLikelihoodLoss', ['float32[n, 10]', 'int64[n, 10]'])).toThrow(/labels/);
  });
});
