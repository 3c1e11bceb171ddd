import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph/fixtures';
import { batchNorm } from './fixtures';
import { lowerBatchnormToAffine as rule } from './lower-batchnorm-to-affine';
import { expectRewrite, opsOf, refusals } from './testing';

describe('lower-batchnorm-to-affine', () => {
  it.each([[[2, 3, 4, 5]], [[2, 3, 4]], [[2, 3]]])('becomes a product and a sum over %o', async (shape) => {
    const g = graphBuilder();
    g.output('y', batchNorm(g, g.input('x', 'float32', shape), 3));
    expect(opsOf(await expectRewrite(rule, g.build()))).toEqual(['Mul', 'Add']);
  });
  it('refuses statistics that are computed', () => {
    const g = graphBuilder();
    const x = g.input('x', 'float32', [2, 3, 4]);
    const c = g.constant('c', 'float32', [3]);
    g.output('y', g.op('BatchNormalization', [x, c, c, g.input('mean', 'float32', [3]), c]));
    expect(refusals(rule, g.build())).toEqual(['the statistics are not constant']);
  });
  it('refuses a tensor of unknown rank', () => {
    const g = graphBuilder();
    g.output('y', batchNorm(g, g.input('x', 'float32', null), 3));
    expect(refusals(rule, g.build())).toEqual(['the rank is not known']);
  });
});
