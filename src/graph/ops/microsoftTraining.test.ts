import { describe, expect, it } from 'vitest';
import { typesOf } from './describe';

const options = { domain: 'com.microsoft' };

describe('com.microsoft: training', () => {
  it('gradients have the type of what they belong to', () => {
    expect(typesOf('GeluGrad', ['float32[b, 8]', 'float32[b, 8]'], {}, options)).toEqual(['float32[b, 8]']);
    const grad = ['float32[]', 'float32[b, 8]', 'int64[b]'];
    expect(typesOf('SoftmaxCrossEntropyLossGrad', grad, {}, options)).toEqual(['float32[b, 8]']);
    expect(
      typesOf(
        'SoftmaxCrossEntropyLossInternal',
        ['float32[b, 8]', 'int64[b]'],
        {},
        { ...options, outputs: 2 },
      ),
    ).toEqual(['float32[]', 'float32[b, 8]']);
    expect(
      typesOf('InPlaceAccumulatorV2', ['float32[8]', 'float32[8]'], {}, { ...options, outputs: 2 }),
    ).toEqual(['bool[1]', 'float32[8]']);
  });
});
