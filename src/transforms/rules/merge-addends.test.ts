import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph/fixtures';
import { mergeAddends } from './merge-addends';
import { expectRewrite, opsOf, refusals } from './testing';

describe('merge-addends', () => {
  const model = (c: readonly number[], d: readonly number[], dtype: 'float32' | 'int32' = 'float32') => {
    const g = graphBuilder();
    const first = g.op('Add', [g.constant('c', dtype, c), g.input('x', dtype, [2, 3])]);
    g.output('y', g.op('Add', [first, g.constant('d', dtype, d)]));
    return g.build();
  };

  it('adds the constants', async () => {
    expect(opsOf(await expectRewrite(mergeAddends, model([3], [])))).toEqual(['Add']);
  });

  it('refuses larger constants and other types', () => {
    expect(refusals(mergeAddends, model([3], [2, 1]))).toContain('the merged constant would be larger');
    expect(refusals(mergeAddends, model([], [4, 1, 1]))).toContain('a constant enlarges x');
    expect(refusals(mergeAddends, model([3], [], 'int32'))).toContain('in int32 this could change values');
  });
});
