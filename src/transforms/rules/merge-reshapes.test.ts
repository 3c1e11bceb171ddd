import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph/fixtures';
import { mergeReshapes } from './merge-reshapes';
import { applyOnce, expectRewrite, opsOf, refusals } from './testing';

describe('merge-reshapes', () => {
  it('keeps the last shape only', async () => {
    const g = graphBuilder();
    const x = g.input('x', 'float32', [2, 3, 4]);
    const inner = g.op('Reshape', [x, g.ints('a', [6, 4])]);
    g.output('y', g.op('Reshape', [inner, g.ints('b', [3, 0, -1])]));
    expect(opsOf(await expectRewrite(mergeReshapes, g.build()))).toEqual(['Reshape']);
  });

  it('leaves one dimension to be inferred, not two', () => {
    const model = (dims: readonly (number | string)[]) => {
      const g = graphBuilder();
      const x = g.input('x', 'float32', dims);
      g.output('y', g.op('Unsqueeze', [g.op('Unsqueeze', [x, g.ints('a', [0])]), g.ints('b', [3])]));
      return g.build();
    };
    expect(opsOf(applyOnce(mergeReshapes, model(['n', 3])))).toEqual(['Reshape']);
    expect(refusals(mergeReshapes, model(['n', 'm']))).toContain('the last shape is not known well enough');
  });
});
