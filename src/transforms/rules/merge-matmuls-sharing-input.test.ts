import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph/fixtures';
import { mergeMatmulsSharingInput } from './merge-matmuls-sharing-input';
import { expectRewrite, only, opsOf, refusals, sitesOf } from './testing';

describe('merge-matmuls-sharing-input', () => {
  const model = (shapes: readonly (readonly number[])[], x: readonly number[] = [2, 3, 4]) => {
    const g = graphBuilder();
    const input = g.input('x', 'float32', x);
    for (const [i, shape] of shapes.entries()) {
      g.output(`y${i}`, g.op('MatMul', [input, g.constant(`w${i}`, 'float32', shape)]));
    }
    return g.build();
  };

  it('merges all products of one value', async () => {
    const after = await expectRewrite(
      mergeMatmulsSharingInput,
      model([
        [4, 5],
        [4, 2],
        [4, 3],
      ]),
    );
    expect(opsOf(after)).toEqual(['MatMul', 'Split']);
  });

  it('has one place, and writes Split for old opsets', async () => {
    expect(
      sitesOf(
        mergeMatmulsSharingInput,
        model([
          [4, 5],
          [4, 2],
        ]),
      ),
    ).toHaveLength(1);
    const g = graphBuilder({ opset: 11 });
    const x = g.input('x', 'float32', [3, 4]);
    g.output('y', g.op('MatMul', [x, g.constant('u', 'float32', [4, 2])]));
    g.output('z', g.op('MatMul', [x, g.constant('v', 'float32', [4, 1])]));
    expect(only(await expectRewrite(mergeMatmulsSharingInput, g.build()), 'Split').inputs).toHaveLength(1);
  });

  it('refuses single products, stacks and vectors', () => {
    expect(refusals(mergeMatmulsSharingInput, model([[4, 5]]))).toEqual([
      'no other product shares the input',
    ]);
    expect(
      refusals(
        mergeMatmulsSharingInput,
        model([
          [4, 5],
          [2, 4, 3],
        ]),
      ),
    ).toEqual(['no other product shares the input', 'no other product shares the input']);
    expect(
      refusals(
        mergeMatmulsSharingInput,
        model(
          [
            [4, 5],
            [4, 3],
          ],
          [4],
        ),
      ),
    ).toContain('the left operand is a vector');
  });
});
