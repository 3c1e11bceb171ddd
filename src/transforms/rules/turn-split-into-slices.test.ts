import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph/fixtures';
import { expectRewrite, opsOf, refusals } from './testing';
import { turnSplitIntoSlices } from './turn-split-into-slices';

describe('turn-split-into-slices', () => {
  it('slices the parts that are used', async () => {
    const g = graphBuilder();
    const x = g.input('x', 'float32', [2, 6]);
    const [a = x, , c = x] = g.node('Split', [x, g.ints('n', [1, 2, 3])], { axis: 1 }, { outputs: 3 });
    g.output('y', g.op('Relu', [a]));
    g.output('z', c);
    const after = await expectRewrite(turnSplitIntoSlices, g.build());
    expect([...opsOf(after)].sort()).toEqual(['Relu', 'Slice', 'Slice']);
  });

  it('works out equal parts', async () => {
    const g = graphBuilder();
    const x = g.input('x', 'float32', [6]);
    const parts = g.node('Split', [x], {}, { outputs: 3 });
    for (const [i, part] of parts.entries()) g.output(`y${i}`, part);
    await expectRewrite(turnSplitIntoSlices, g.build());
  });

  it('refuses unknown sizes', () => {
    const g = graphBuilder();
    const x = g.input('x', 'float32', ['n']);
    const parts = g.node('Split', [x], {}, { outputs: 2 });
    for (const [i, part] of parts.entries()) g.output(`y${i}`, part);
    expect(refusals(turnSplitIntoSlices, g.build())).toEqual(['the sizes are not known']);
  });
});
