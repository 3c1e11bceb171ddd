import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph/fixtures';
import { mergeTransposes } from './merge-transposes';
import { expectRewrite, only, opsOf, refusals } from './testing';

describe('merge-transposes', () => {
  it('composes the permutations', async () => {
    const g = graphBuilder();
    const x = g.input('x', 'float32', [2, 3, 4]);
    const inner = g.op('Transpose', [x], { perm: [1, 2, 0] });
    g.output('y', g.op('Transpose', [inner], { perm: [1, 0, 2] }));
    const after = await expectRewrite(mergeTransposes, g.build());
    expect(only(after, 'Transpose').attrs.get('perm')).toMatchObject({ value: [2, 1, 0] });
  });

  it('keeps the inner one for others', async () => {
    const g = graphBuilder();
    const x = g.input('x', 'float32', [2, 3]);
    const inner = g.op('Transpose', [x]);
    g.output('y', g.op('Relu', [g.op('Transpose', [inner])]));
    g.output('z', inner);
    expect(
      opsOf(await expectRewrite(mergeTransposes, g.build())).filter((op) => op === 'Transpose'),
    ).toHaveLength(2);
  });

  it('refuses where the rank is not known', () => {
    const g = graphBuilder();
    const x = g.input('x', 'float32', null);
    g.output('y', g.op('Relu', [g.op('Transpose', [g.op('Transpose', [x])])]));
    expect(refusals(mergeTransposes, g.build())).toContain('a permutation is not known');
  });
});
