import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph/fixtures';
import { absorbBatchnormIntoNextConv as rule } from './absorb-batchnorm-into-next-conv';
import { batchNorm } from './fixtures';
import { expectRewrite, opsOf, refusals } from './testing';

function model(options: { group?: number; bias?: boolean; pads?: number[]; auto?: string } = {}) {
  const { group = 1, bias = true, pads = [0, 0, 0, 0], auto } = options;
  const g = graphBuilder();
  const x = batchNorm(g, g.input('x', 'float32', [2, 4, 5, 6]), 4);
  const w = g.constant('w', 'float32', [6, 4 / group, 3, 3]);
  const operands = bias ? [x, w, g.constant('b', 'float32', [6])] : [x, w];
  g.output('y', g.op('Conv', operands, { group, ...(auto === undefined ? { pads } : { auto_pad: auto }) }));
  return g.build();
}

describe('absorb-batchnorm-into-next-conv', () => {
  it.each([
    [1, true],
    [2, true],
    [2, false],
  ])('folds the map into %i groups (bias: %s)', async (group, bias) => {
    expect(opsOf(await expectRewrite(rule, model({ group, bias })))).toEqual(['Conv']);
  });
  it('refuses a convolution that pads', () => {
    expect(refusals(rule, model({ pads: [0, 1, 0, 0] }))).toEqual(['the convolution pads']);
    expect(refusals(rule, model({ auto: 'SAME_UPPER' }))).toEqual(['the convolution pads']);
  });
});
