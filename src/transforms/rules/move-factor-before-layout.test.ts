import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph/fixtures';
import { moveFactorBeforeLayout } from './move-factor-before-layout';
import { expectRewrite, opsOf, refusals } from './testing';

describe('move-factor-before-layout', () => {
  const model = (op: string, s: readonly number[], first = false) => {
    const g = graphBuilder();
    const t = g.op('Transpose', [g.input('x', 'float32', [2, 3])]);
    const count = s.reduce((n, d) => n * d, 1);
    const factor = g.constant(
      's',
      'float32',
      s,
      Array.from({ length: count }, () => 3),
    );
    g.output('y', g.op(op, first ? [factor, t] : [t, factor]));
    return g.build();
  };

  it('scales first', async () => {
    expect(opsOf(await expectRewrite(moveFactorBeforeLayout, model('Div', [])))).toEqual([
      'Div',
      'Transpose',
    ]);
    expect(opsOf(await expectRewrite(moveFactorBeforeLayout, model('Mul', [1, 1], true)))).toEqual([
      'Mul',
      'Transpose',
    ]);
  });

  it('goes before a Squeeze without adding the axis back', async () => {
    const g = graphBuilder();
    const s = g.op('Squeeze', [g.input('x', 'float32', [3, 1]), g.ints('a', [1])]);
    g.output('y', g.op('Mul', [s, g.constant('s', 'float32', [1], [2])]));
    await expectRewrite(moveFactorBeforeLayout, g.build());
  });

  it('refuses several numbers, more axes and divided constants', () => {
    expect(refusals(moveFactorBeforeLayout, model('Mul', [2]))).toEqual(['the factor is not one number']);
    expect(refusals(moveFactorBeforeLayout, model('Mul', [1, 1, 1]))).toEqual(['the factor adds axes']);
    expect(refusals(moveFactorBeforeLayout, model('Div', [], true))).toEqual(['the constant is divided']);
  });
});
