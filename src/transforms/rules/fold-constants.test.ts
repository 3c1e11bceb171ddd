import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph/fixtures';
import { foldConstants } from './fold-constants';
import { applyOnce, expectRewrite, only, opsOf, refusals } from './testing';

describe('fold-constants', () => {
  it('folds what is computed from constants alone', async () => {
    const g = graphBuilder();
    const w = g.constant('w', 'float32', [8, 16]);
    const t = g.op('Transpose', [w], { perm: [1, 0] });
    g.output('y', g.op('MatMul', [g.input('x', 'float32', [2, 16]), t]));
    const after = await expectRewrite(foldConstants, g.build());
    expect(opsOf(after)).toEqual(['MatMul']);
    expect(after.constant(only(after, 'MatMul').inputs[1])).toMatchObject({
      kind: 'applied',
      op: 'Transpose',
    });
  });

  it('computes small results at once', () => {
    const g = graphBuilder();
    const c = g.op('Add', [g.scalar('a', 'float32', 2), g.scalar('b', 'float32', 3)]);
    g.output('y', g.op('Mul', [g.input('x', 'float32', [2]), c]));
    const after = applyOnce(foldConstants, g.build());
    expect(after.constant(only(after, 'Mul').inputs[1])).toMatchObject({ kind: 'tensor' });
  });

  it('leaves random, large, quantized, named and variable results alone', () => {
    const g = graphBuilder();
    const x = g.input('x', 'float32', [4096]);
    const c = g.scalar('c', 'float32', 1);
    g.output('r', g.op('Add', [x, g.op('RandomNormalLike', [c])]));
    g.output('l', g.op('Add', [x, g.op('Expand', [c, g.ints('s', [8192, 1])])]));
    g.output('q', g.op('Add', [x, g.op('DequantizeLinear', [g.scalar('i', 'int8', 1), c])]));
    g.output('n', g.op('Neg', [c]));
    expect(refusals(foldConstants, g.build())).toEqual([
      'the operator is random',
      'an input is not constant',
      'the result is much larger than its inputs',
      'an input is not constant',
      'this DequantizeLinear has other attributes',
      'an input is not constant',
      'the result is an output of the graph',
    ]);
  });
});
