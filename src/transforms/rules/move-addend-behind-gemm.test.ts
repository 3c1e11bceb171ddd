import { describe, expect, it } from 'vitest';
import type { DType } from '../../graph';
import { graphBuilder } from '../../graph/fixtures';
import { moveAddendBehindGemm } from './move-addend-behind-gemm';
import { expectRewrite, opsOf, refusals } from './testing';

describe('move-addend-behind-gemm', () => {
  const model = (options: {
    r?: readonly number[];
    attrs?: Readonly<Record<string, number | { readonly float: number }>>;
    c?: readonly number[] | null;
    type?: DType;
  }) => {
    const { r = [4], attrs = {}, c = [5], type = 'float32' } = options;
    const g = graphBuilder();
    const sum = g.op('Add', [g.constant('r', type, r), g.input('x', type, attrs.transA ? [4, 3] : [3, 4])]);
    const w = g.constant('w', type, attrs.transB ? [5, 4] : [4, 5]);
    g.output('y', g.op('Gemm', c === null ? [sum, w] : [sum, w, g.constant('c', type, c)], attrs));
    return g.build();
  };

  it('changes the bias, or makes one', async () => {
    expect(opsOf(await expectRewrite(moveAddendBehindGemm, model({})))).toEqual(['Gemm']);
    await expectRewrite(moveAddendBehindGemm, model({ attrs: { transB: 1 }, c: null }));
    await expectRewrite(moveAddendBehindGemm, model({ r: [1, 4], c: [3, 1] }));
  });

  it('refuses other addends and factors', () => {
    expect(refusals(moveAddendBehindGemm, model({ r: [3, 4] }))).toEqual(['the addend is not one row']);
    expect(refusals(moveAddendBehindGemm, model({ attrs: { transA: 1 }, r: [3] }))).toEqual([
      'its left operand is transposed',
    ]);
    expect(refusals(moveAddendBehindGemm, model({ attrs: { beta: { float: 2 } } }))).toEqual([
      'alpha or beta is not 1',
    ]);
    expect(refusals(moveAddendBehindGemm, model({ type: 'float16' }))).toEqual([
      'in float16 this could change values',
    ]);
  });
});
