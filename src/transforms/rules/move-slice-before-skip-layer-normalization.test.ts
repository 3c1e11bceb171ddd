import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph/fixtures';
import { sliceOf } from './fixtures';
import { moveSliceBeforeSkipLayerNormalization as rule } from './move-slice-before-skip-layer-normalization';
import { expectRewrite, opsOf, refusals } from './testing';

describe('move-slice-before-skip-layer-normalization', () => {
  const taken = (options: { axis?: number; skip?: readonly number[]; op?: string; sum?: boolean } = {}) => {
    const { axis = 1, skip = [2, 4, 8], op = 'SkipLayerNormalization', sum = false } = options;
    const g = graphBuilder();
    const [x, r] = [g.input('x', 'float32', [2, 4, 8]), g.input('r', 'float32', skip)];
    const eight = (name: string) => g.constant(name, 'float32', [8]);
    const parameters =
      op === 'SkipLayerNormalization' ? [eight('w'), eight('b'), eight('c')] : [eight('w'), eight('c')];
    const made = g.node(op, [x, r, ...parameters], {}, { domain: 'com.microsoft', outputs: sum ? 4 : 1 });
    g.output('y', sliceOf(g, made[0] ?? x, [1], [2], [axis]));
    if (sum) g.output('s', g.op('Relu', [made[3] ?? x]));
    return g.build();
  };

  it('normalises the taken rows alone', async () => {
    const after = await expectRewrite(rule, taken());
    expect(opsOf(after)).toEqual(['Slice', 'Slice', 'SkipLayerNormalization']);
    await expectRewrite(rule, taken({ op: 'SkipSimplifiedLayerNormalization', axis: 0 }));
  });

  it('does not slice a residual that is repeated', async () => {
    expect(opsOf(await expectRewrite(rule, taken({ axis: 0, skip: [1, 4, 8] })))).toEqual([
      'Slice',
      'SkipLayerNormalization',
    ]);
    await expectRewrite(rule, taken({ skip: [4, 8] }));
  });

  it.each([
    ['a normalised axis is sliced', taken({ axis: 2 })],
    ['an inner value is also used elsewhere', taken({ sum: true })],
  ] as const)('refuses: %s', (reason, graph) => expect(refusals(rule, graph)).toContain(reason));

  it('refuses an unknown range', () => {
    const g = graphBuilder();
    const [x, r] = [g.input('x', 'float32', [2, 4, 8]), g.input('r', 'float32', [2, 4, 8])];
    const y = g.op(
      'SkipLayerNormalization',
      [x, r, g.constant('w', 'float32', [8])],
      {},
      { domain: 'com.microsoft' },
    );
    g.output('y', g.op('Slice', [y, g.input('s', 'int64', [1]), g.ints('e', [2])]));
    expect(refusals(rule, g.build())).toContain('what is taken is not known');
  });
});
