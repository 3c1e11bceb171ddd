import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph/fixtures';
import { expectRewrite, opsOf, refusals } from './testing';
import { turnTransposeIntoReshape } from './turn-transpose-into-reshape';

describe('turn-transpose-into-reshape', () => {
  const model = (shape: readonly (number | string)[], perm: readonly number[]) => {
    const g = graphBuilder();
    g.output('y', g.op('Relu', [g.op('Transpose', [g.input('x', 'float32', shape)], { perm })]));
    return g.build();
  };

  it('moves axes of size 1 by a Reshape', async () => {
    expect(opsOf(await expectRewrite(turnTransposeIntoReshape, model([1, 3, 4], [1, 0, 2])))).toEqual([
      'Reshape',
      'Relu',
    ]);
    await expectRewrite(turnTransposeIntoReshape, model([2, 1, 1, 5], [1, 0, 3, 2]));
  });

  it('refuses larger axes, identities and unknown shapes', () => {
    expect(refusals(turnTransposeIntoReshape, model([2, 3, 1], [1, 0, 2]))).toEqual([
      'it reorders axes larger than 1',
    ]);
    expect(refusals(turnTransposeIntoReshape, model([2, 3], [0, 1]))).toEqual(['it moves nothing']);
    expect(refusals(turnTransposeIntoReshape, model([1, 'n'], [1, 0]))).toEqual(['the shape is not known']);
  });
});
