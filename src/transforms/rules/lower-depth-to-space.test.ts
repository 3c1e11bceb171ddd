import { describe, expect, it } from 'vitest';
import { graphOf } from './fixtures';
import { lowerDepthToSpace as rule } from './lower-depth-to-space';
import { expectRewrite, opsOf, refusals } from './testing';

describe('lower-depth-to-space', () => {
  it.each<readonly [string, number, readonly number[]]>([
    ['DCR', 2, [1, 12, 3, 5]],
    ['CRD', 2, [2, 12, 3, 5]],
    ['DCR', 3, [2, 18, 2, 4]],
    ['CRD', 3, [1, 9, 4, 2]],
  ])('rewrites %s, blocks of %i', async (mode, blocksize, shape) => {
    const graph = graphOf((g) => g.op('DepthToSpace', [g.input('x', 'float32', shape)], { mode, blocksize }));
    expect(opsOf(await expectRewrite(rule, graph))).not.toContain('DepthToSpace');
  });

  it('refuses an input whose size is not known', () => {
    const graph = graphOf((g) =>
      g.op('DepthToSpace', [g.input('x', 'float32', [1, 4, 'h', 2])], { blocksize: 2 }),
    );
    expect(refusals(rule, graph)).toEqual(['the shape of the input is not known, or empty']);
  });
});
