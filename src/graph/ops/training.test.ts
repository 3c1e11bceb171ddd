import { describe, expect, it } from 'vitest';
import { typesOf } from './describe';

const options = { domain: 'ai.onnx.preview.training', opset: 1 };

describe('optimizers', () => {
  it('return all but the gradients', () => {
    const momentum = [
      'float32[]',
      'int64[]',
      'float32[2]',
      'float32[3]',
      'float32[2]',
      'float32[3]',
      'float32[2]',
      'float32[3]',
    ];
    expect(typesOf('Momentum', momentum, {}, { ...options, outputs: 4 })).toEqual([
      'float32[2]',
      'float32[3]',
      'float32[2]',
      'float32[3]',
    ]);
    const adam = ['float32[]', 'int64[]', 'float32[2]', 'float32[2]', 'float32[2]', 'float32[2]'];
    expect(typesOf('Adam', adam, {}, { ...options, outputs: 3 })).toEqual([
      'float32[2]',
      'float32[2]',
      'float32[2]',
    ]);
    expect(() => typesOf('Adagrad', adam, {}, options)).toThrow(/groups/);
  });

  it('Gradient has a result for each x', () => {
    const attrs = { xs: ['a', 'b'], y: 'c' };
    expect(typesOf('Gradient', ['float32[2]', 'float32[3]'], attrs, { ...options, outputs: 2 })).toEqual([
      'float32[2]',
      'float32[3]',
    ]);
  });
});
