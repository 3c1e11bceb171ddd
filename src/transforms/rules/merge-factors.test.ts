import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph/fixtures';
import { mergeFactors } from './merge-factors';
import { expectRewrite, opsOf, refusals } from './testing';

describe('merge-factors', () => {
  const model = (
    inner: string,
    outer: string,
    c: readonly number[] = [3],
    d: readonly number[] = [],
    dtype: 'float32' | 'float16' = 'float32',
  ) => {
    const g = graphBuilder();
    const positive = (name: string, shape: readonly number[]) =>
      g.constant(
        name,
        dtype,
        shape,
        Array.from({ length: shape.reduce((n, k) => n * k, 1) }, (_, i) => 2 + i),
      );
    const first = g.op(inner, [g.input('x', dtype, [2, 3]), positive('c', c)]);
    g.output('y', g.op(outer, [first, positive('d', d)]));
    return g.build();
  };

  it('merges every pair', async () => {
    for (const inner of ['Mul', 'Div']) {
      for (const outer of ['Mul', 'Div']) {
        expect(opsOf(await expectRewrite(mergeFactors, model(inner, outer)))).toHaveLength(1);
      }
    }
  });

  it('refuses larger constants and narrow floats', () => {
    expect(refusals(mergeFactors, model('Mul', 'Mul', [3], [2, 1]))).toContain(
      'the merged constant would be larger',
    );
    expect(refusals(mergeFactors, model('Mul', 'Mul', [3], [4, 1, 1]))).toContain(
      'the merged constant would be larger',
    );
    expect(refusals(mergeFactors, model('Mul', 'Mul', [], [4, 1, 1]))).toContain('a constant enlarges x');
    expect(refusals(mergeFactors, model('Mul', 'Mul', [3], [], 'float16'))).toContain(
      'in float16 this could change values',
    );
  });

  it('refuses constants that are divided', () => {
    const g = graphBuilder();
    const first = g.op('Div', [g.scalar('c', 'float32', 1), g.input('x', 'float32', [2])]);
    g.output('y', g.op('Mul', [first, g.scalar('d', 'float32', 3)]));
    expect(refusals(mergeFactors, g.build())).toContain('a constant is divided');
  });
});
