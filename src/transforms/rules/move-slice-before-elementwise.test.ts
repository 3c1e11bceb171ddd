import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph/fixtures';
import { moveSliceBeforeElementwise } from './move-slice-before-elementwise';
import { expectRewrite, only, opsOf, refusals, sitesOf } from './testing';

describe('move-slice-before-elementwise', () => {
  const slice = (
    g: ReturnType<typeof graphBuilder>,
    x: Parameters<typeof g.op>[1][number],
    axis: number,
    name = '',
  ) => g.op('Slice', [x, g.ints(`a${name}`, [1]), g.ints(`b${name}`, [2]), g.ints(`c${name}`, [axis])]);

  it('slices each operand on its own axis, constants as expressions', async () => {
    const g = graphBuilder();
    const x = g.input('x', 'float32', [2, 3, 4]);
    g.output('y', slice(g, g.op('Add', [x, g.constant('c', 'float32', [3, 4])]), 1));
    const after = await expectRewrite(moveSliceBeforeElementwise, g.build());
    expect(opsOf(after)).toEqual(['Slice', 'Add']);
    expect(after.constant(only(after, 'Add').inputs[1])).toMatchObject({
      kind: 'applied',
      op: 'Slice',
      shape: [1, 4],
    });
  });

  it('does not slice a dimension of 1 that broadcasts, nor an axis that is not there', async () => {
    const g = graphBuilder();
    const [x, m, s] = [
      g.input('x', 'float32', [2, 3, 4]),
      g.input('m', 'float32', [2, 1, 4]),
      g.input('s', 'float32', [4]),
    ];
    g.output('y', slice(g, g.op('Where', [g.op('Greater', [x, m]), x, s]), 1));
    const after = await expectRewrite(moveSliceBeforeElementwise, g.build());
    expect(opsOf(after).filter((op) => op === 'Slice')).toHaveLength(2);
  });

  it('takes unary, variadic and com.microsoft operators', async () => {
    const g = graphBuilder();
    const x = g.input('x', 'float32', [2, 3]);
    g.output('y', slice(g, g.op('Gelu', [x], {}, { domain: 'com.microsoft' }), 1, '1'));
    g.output(
      'z',
      slice(g, g.op('Max', [x, g.input('w', 'float32', [3]), g.scalar('s', 'float32', 0)]), 1, '2'),
    );
    const graph = g.build();
    expect(sitesOf(moveSliceBeforeElementwise, graph)).toHaveLength(2);
    await expectRewrite(moveSliceBeforeElementwise, graph, { site: 0 });
    await expectRewrite(moveSliceBeforeElementwise, graph, { site: 1 });
  });

  it('refuses where more than the slice is needed', () => {
    const g = graphBuilder();
    const sum = g.op('Relu', [g.input('x', 'float32', [2, 3])]);
    g.output('y', slice(g, sum, 1));
    g.output('z', g.op('Exp', [sum]));
    expect(refusals(moveSliceBeforeElementwise, g.build())).toEqual([
      'an inner value is also used elsewhere',
    ]);
  });

  it('refuses unknown broadcasts and unknown slices', () => {
    const g = graphBuilder();
    const sum = g.op('Add', [g.input('x', 'float32', [2, 'n']), g.input('z', 'float32', [2, 'm'])]);
    g.output('y', slice(g, sum, 1));
    expect(refusals(moveSliceBeforeElementwise, g.build())).toEqual([
      'how an operand broadcasts is not known',
    ]);
    const h = graphBuilder();
    const at = h.input('at', 'int64', [1]);
    h.output('y', h.op('Slice', [h.op('Relu', [h.input('x', 'float32', [4])]), at, h.ints('b', [4])]));
    expect(refusals(moveSliceBeforeElementwise, h.build())).toEqual(['what is taken is not known']);
  });
});
