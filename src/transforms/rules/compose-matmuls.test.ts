import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph/fixtures';
import { composeMatmuls as rule } from './compose-matmuls';
import { expectRewrite, opsOf, refusals } from './testing';

function model(middle: number, bias: readonly number[] | null, stacked = false) {
  const g = graphBuilder();
  const first = g.op('MatMul', [g.input('x', 'float32', [2, 3, 4]), g.constant('v', 'float32', [4, middle])]);
  const sum = bias === null ? first : g.op('Add', [g.constant('b', 'float32', bias), first]);
  g.output('y', g.op('MatMul', [sum, g.constant('w', 'float32', stacked ? [2, middle, 5] : [middle, 5])]));
  return g.build();
}

describe('compose-matmuls', () => {
  it('multiplies the constants', async () => {
    expect(opsOf(await expectRewrite(rule, model(8, null)))).toEqual(['MatMul']);
    expect(opsOf(await expectRewrite(rule, model(8, [8])))).toEqual(['MatMul', 'Add']);
  });
  it('refuses what is more work, no matrix or no vector', () => {
    expect(refusals(rule, model(2, null))).toContain('it would be more work');
    expect(refusals(rule, model(8, null, true))).toContain('a constant is no matrix');
    expect(refusals(rule, model(8, [3, 8]))).toContain('what is added is no vector');
    expect(refusals(rule, model(8, [1]))).toContain('what is added is no vector');
  });
});
