import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph/fixtures';
import { raiseAffineToBatchnorm as rule } from './raise-affine-to-batchnorm';
import { expectRewrite, opsOf, refusals } from './testing';

function model(shape: readonly number[] | null, s: readonly number[], t: readonly number[], opset = 17) {
  const g = graphBuilder({ opset });
  const product = g.op('Mul', [g.constant('s', 'float32', s), g.input('x', 'float32', shape)]);
  g.output('y', g.op('Add', [product, g.constant('t', 'float32', t)]));
  return g.build();
}

describe('raise-affine-to-batchnorm', () => {
  it.each([
    [
      [3, 1, 1],
      [1, 3, 1, 1],
    ],
    [[], [3, 1, 1]],
    [[1], [1]],
  ])('takes factors of shape %o and shifts of shape %o', async (s, t) => {
    expect(opsOf(await expectRewrite(rule, model([2, 3, 4, 4], s, t)))).toEqual(['BatchNormalization']);
  });
  it('refuses constants that differ within a channel', () => {
    expect(refusals(rule, model([2, 3, 4, 3], [3], [3, 1, 1]))).toEqual([
      'a constant differs within a channel',
    ]);
  });
  it('refuses unknown channels and old opsets', () => {
    expect(refusals(rule, model(null, [1], [1]))).toEqual(['the number of channels is not known']);
    expect(refusals(rule, model([2, 3, 4], [1], [1], 8))[0]).toContain('opset 9');
  });
});
