import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph/fixtures';
import { batchNorm } from './fixtures';
import { fuseBatchnormIntoConvTranspose as rule } from './fuse-batchnorm-into-conv-transpose';
import { expectRewrite, opsOf, refusals } from './testing';

function model(options: { group?: number; bias?: boolean; training?: number; constant?: boolean } = {}) {
  const { group = 1, bias = true, training = 0, constant = true } = options;
  const g = graphBuilder();
  const x = g.input('x', 'float32', [2, 4, 5, 5]);
  const w = constant ? g.constant('w', 'float32', [4, 3, 3, 3]) : g.input('w', 'float32', [4, 3, 3, 3]);
  const operands = bias ? [x, w, g.constant('b', 'float32', [3 * group])] : [x, w];
  const conv = g.op('ConvTranspose', operands, { group, strides: [2, 2] });
  g.output('y', batchNorm(g, conv, 3 * group, { training_mode: training, epsilon: { float: 0.01 } }));
  return g.build();
}

describe('fuse-batchnorm-into-conv-transpose', () => {
  it.each([
    [1, true],
    [1, false],
    [2, true],
  ])('folds the map into %i groups (bias: %s)', async (group, bias) => {
    expect(opsOf(await expectRewrite(rule, model({ group, bias })))).toEqual(['ConvTranspose']);
  });
  it('refuses what is not a fixed map', () => {
    expect(refusals(rule, model({ constant: false }))).toEqual(['an input is not constant']);
  });
  it('refuses training mode', () => {
    expect(refusals(rule, model({ training: 1 }))).toEqual(['the normalization is in training mode']);
  });
});
