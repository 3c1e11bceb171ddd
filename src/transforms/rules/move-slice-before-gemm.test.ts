import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph/fixtures';
import { moveSliceBeforeGemm } from './move-slice-before-gemm';
import { expectRewrite, refusals } from './testing';

describe('move-slice-before-gemm', () => {
  const model = (attrs: Readonly<Record<string, number>>, c: readonly number[] | null, axis: number) => {
    const g = graphBuilder();
    const a = g.input('a', 'float32', attrs.transA === 1 ? [4, 3] : [3, 4]);
    const b = g.constant('b', 'float32', attrs.transB === 1 ? [5, 4] : [4, 5]);
    const inputs = c === null ? [a, b] : [a, b, g.constant('c', 'float32', c)];
    const gemm = g.op('Gemm', inputs, { ...attrs, alpha: { float: 0.5 }, beta: { float: 2 } });
    g.output('y', g.op('Slice', [gemm, g.ints('s', [1]), g.ints('e', [2]), g.ints('x', [axis])]));
    return g.build();
  };

  it('takes rows and columns, transposed or not, with every form of c', async () => {
    for (const axis of [0, 1]) {
      await expectRewrite(moveSliceBeforeGemm, model({}, [5], axis));
      await expectRewrite(moveSliceBeforeGemm, model({ transA: 1 }, [3, 5], axis));
      await expectRewrite(moveSliceBeforeGemm, model({ transB: 1 }, [3, 1], axis));
      await expectRewrite(moveSliceBeforeGemm, model({ transA: 1, transB: 1 }, [], axis));
      await expectRewrite(moveSliceBeforeGemm, model({}, null, axis));
    }
  });

  it('refuses what is not known', () => {
    const g = graphBuilder();
    const [a, b] = [g.input('a', 'float32', ['n', 4]), g.constant('b', 'float32', [4, 5])];
    const gemm = g.op('Gemm', [a, b, g.input('c', 'float32', ['m', 5])]);
    g.output('y', g.op('Slice', [gemm, g.ints('s', [1]), g.ints('e', [2])]));
    g.output('z', g.op('Slice', [g.op('Gemm', [a, b]), g.input('at', 'int64', [1]), g.ints('f', [2])]));
    expect(refusals(moveSliceBeforeGemm, g.build())).toEqual([
      'how c broadcasts is not known',
      'what is taken is not known',
    ]);
  });
});
