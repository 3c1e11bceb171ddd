import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph/fixtures';
import { dropExpandBeforeElementwise } from './drop-expand-before-elementwise';
import { expectRewrite, opsOf, refusals } from './testing';

describe('drop-expand-before-elementwise', () => {
  const model = (x: readonly (number | string)[], to: readonly number[], y: readonly (number | string)[]) => {
    const g = graphBuilder();
    const expanded = g.op('Expand', [g.input('x', 'float32', x), g.ints('to', to)]);
    g.output('y', g.op('Sub', [g.input('z', 'float32', y), expanded]));
    return g.build();
  };

  it('lets the operator broadcast', async () => {
    expect(opsOf(await expectRewrite(dropExpandBeforeElementwise, model([1, 3], [2, 3], [2, 1])))).toEqual([
      'Sub',
    ]);
    await expectRewrite(dropExpandBeforeElementwise, model([3], [4, 2, 3], [4, 2, 3]));
  });

  it('refuses where the result would be smaller or is not known', () => {
    const reason = 'without the Expand the result would be smaller, or that is not known';
    expect(refusals(dropExpandBeforeElementwise, model([1, 3], [2, 3], [3]))).toEqual([reason]);
    expect(refusals(dropExpandBeforeElementwise, model(['n', 3], [2, 3], [2, 3]))).toEqual([reason]);
  });
});
