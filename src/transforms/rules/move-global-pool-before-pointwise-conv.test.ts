import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph/fixtures';
import { moveGlobalPoolBeforePointwiseConv } from './move-global-pool-before-pointwise-conv';
import { expectRewrite, opsOf, refusals } from './testing';

describe('move-global-pool-before-pointwise-conv', () => {
  const model = (kernel: number) => {
    const g = graphBuilder();
    const inputs = [
      g.input('x', 'float32', [1, 4, 7, 7]),
      g.constant('w', 'float32', [2, 4, kernel, kernel]),
      g.constant('b', 'float32', [2]),
    ];
    g.output('y', g.op('GlobalAveragePool', [g.op('Conv', inputs)]));
    return g.build();
  };

  it('pools first', async () => {
    expect(opsOf(await expectRewrite(moveGlobalPoolBeforePointwiseConv, model(1)))).toEqual([
      'GlobalAveragePool',
      'Conv',
    ]);
  });

  it('refuses other kernels', () => {
    expect(refusals(moveGlobalPoolBeforePointwiseConv, model(3))).toEqual(['its kernel is not 1×1']);
  });
});
