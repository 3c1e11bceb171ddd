import { describe, expect, it } from 'vitest';
import type { DType } from '../../graph';
import { graphOf } from './fixtures';
import { foldPrecedingFactorIntoGemm as rule } from './fold-preceding-factor-into-gemm';
import { expectRewrite, opsOf, refusals } from './testing';

describe('fold-preceding-factor-into-gemm', () => {
  const scaled = (
    options: {
      s?: readonly number[];
      op?: string;
      transA?: number;
      transB?: number;
      swap?: boolean;
      type?: DType;
    } = {},
  ) => {
    const { s = [4], op = 'Mul', transA = 0, transB = 0, swap = false, type = 'float32' } = options;
    return graphOf((g) => {
      const x = g.input('x', type, transA ? [4, 3] : [3, 4]);
      const factor = g.constant(
        's',
        type,
        s,
        Array.from({ length: s.reduce((n, d) => n * d, 1) }, (_, i) => 0.5 + i),
      );
      const product = g.op(op, swap ? [factor, x] : [x, factor]);
      const operands = [product, g.constant('w', type, transB ? [5, 4] : [4, 5]), g.constant('c', type, [5])];
      return g.op('Gemm', operands, { transA, transB, alpha: { float: 0.5 } });
    });
  };

  it('goes into the weights', async () => {
    expect(opsOf(await expectRewrite(rule, scaled()))).toEqual(['Gemm']);
    await expectRewrite(rule, scaled({ op: 'Div', transB: 1 }));
    await expectRewrite(rule, scaled({ transA: 1, s: [4, 1], swap: true }));
    await expectRewrite(rule, scaled({ s: [], transA: 1, transB: 1 }));
  });

  it.each([
    ['the factor is not one number or one per feature', scaled({ s: [3, 1] })],
    ['the factor is not one number or one per feature', scaled({ s: [3], transA: 1 })],
    ['the factor is not one number or one per feature', scaled({ s: [3, 4] })],
    ['the constant is divided', scaled({ op: 'Div', swap: true })],
    ['in float16 this could change values', scaled({ type: 'float16' })],
  ] as const)('refuses: %s', (reason, graph) => expect(refusals(rule, graph)).toContain(reason));
});
