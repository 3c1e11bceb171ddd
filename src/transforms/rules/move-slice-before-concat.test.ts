import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph/fixtures';
import { moveSliceBeforeConcat } from './move-slice-before-concat';
import { expectRewrite, opsOf, refusals } from './testing';

describe('move-slice-before-concat', () => {
  it('slices each part on another axis', async () => {
    const g = graphBuilder();
    const c = g.op('Concat', [g.input('x', 'float32', [4, 2]), g.constant('c', 'float32', [4, 3])], {
      axis: 1,
    });
    g.output('y', g.op('Slice', [c, g.ints('s', [1]), g.ints('e', [3]), g.ints('a', [0])]));
    expect(opsOf(await expectRewrite(moveSliceBeforeConcat, g.build()))).toEqual(['Slice', 'Concat']);
  });

  it('refuses its own axis and unknown slices', () => {
    const g = graphBuilder();
    const x = g.input('x', 'float32', [4, 2]);
    g.output(
      'y',
      g.op('Slice', [
        g.op('Concat', [x, x], { axis: -1 }),
        g.ints('s', [1]),
        g.ints('e', [3]),
        g.ints('a', [1]),
      ]),
    );
    g.output(
      'z',
      g.op('Slice', [g.op('Concat', [x, x], { axis: 0 }), g.input('at', 'int64', [1]), g.ints('f', [3])]),
    );
    expect(refusals(moveSliceBeforeConcat, g.build())).toEqual([
      'it slices the axis of the Concat',
      'what is taken is not known',
    ]);
  });
});
