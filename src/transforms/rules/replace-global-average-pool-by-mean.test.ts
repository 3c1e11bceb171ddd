import { describe, expect, it } from 'vitest';
import { type Dim, graphBuilder } from '../../graph';
import { replaceGlobalAveragePoolByMean as rule } from './replace-global-average-pool-by-mean';
import { expectRewrite, opsOf, refusals } from './testing';

function model(shape: readonly Dim[] | null, opset: number) {
  const g = graphBuilder({ opset });
  g.output('y', g.op('GlobalAveragePool', [g.input('x', 'float32', shape)]));
  return g.build();
}

describe('replace-global-average-pool-by-mean', () => {
  it.each([
    [[2, 3, 4, 5], 17],
    [[2, 3, 4], 18],
  ])('%o in opset %i', async (shape, opset) => {
    expect(opsOf(await expectRewrite(rule, model(shape, opset)))).toEqual(['ReduceMean']);
  });
  it('refuses an unknown rank', () => {
    expect(refusals(rule, model(null, 17))).toEqual(['the rank is not known']);
  });
});
