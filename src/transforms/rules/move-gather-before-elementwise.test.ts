import { describe, expect, it } from 'vitest';
import type { GraphBuilder, ValueId } from '../../graph';
import { graphOf, indicesOf } from './fixtures';
import { moveGatherBeforeElementwise as rule } from './move-gather-before-elementwise';
import { expectRewrite, opsOf, refusals } from './testing';

describe('move-gather-before-elementwise', () => {
  type Make = (g: GraphBuilder, x: ValueId) => ValueId;
  const picked = (make: Make, at: readonly number[] | null, axis = 1, shape: readonly number[] = [2, 4, 3]) =>
    graphOf((g) => {
      const indices = indicesOf(g, at ?? [2], at === null ? true : at.length === 0);
      return g.op('Neg', [g.op('Gather', [make(g, g.input('x', 'float32', shape)), indices], { axis })]);
    });
  const gelu: Make = (g, x) => g.op('Tanh', [x]);
  const biased: Make = (g, x) => g.op('Add', [x, g.constant('b', 'float32', [3])]);
  const along: Make = (g, x) => g.op('Mul', [g.constant('p', 'float32', [4, 1]), x]);
  const broadcast: Make = (g, x) => g.op('Add', [x, g.constant('p', 'float32', [1, 3])]);

  it('picks several places, given or constant', async () => {
    expect(opsOf(await expectRewrite(rule, picked(gelu, [3])))).toEqual(['Gather', 'Tanh', 'Neg']);
    await expectRewrite(rule, picked(gelu, null), { inputs: { i: [3, 1] } });
    await expectRewrite(rule, picked(biased, []));
  });

  it('picks from what varies along the axis alone', async () => {
    expect(opsOf(await expectRewrite(rule, picked(biased, [2])))).toEqual(['Gather', 'Add', 'Neg']);
    expect(opsOf(await expectRewrite(rule, picked(broadcast, [2])))).toEqual(['Gather', 'Add', 'Neg']);
    // The constant is picked from as an expression.
    expect(opsOf(await expectRewrite(rule, picked(along, [2])))).toEqual(['Gather', 'Mul', 'Neg']);
  });

  it('goes past operators of the runtime', async () => {
    await expectRewrite(
      rule,
      picked((g, x) => g.op('QuickGelu', [x], {}, { domain: 'com.microsoft' }), [2]),
    );
  });

  it.each([
    [
      'one known place is taken by a Slice',
      graphOf((g) => {
        const y = g.op('Tanh', [g.input('x', 'float32', [3, 4])]);
        return g.op('Gather', [y, g.scalar('i', 'int64', 1)], { axis: 0 });
      }),
    ],
    ['how an operand broadcasts is not known, or would change', picked(broadcast, [])],
    [
      'a rank is not known',
      graphOf((g) =>
        g.op('Gather', [g.op('Tanh', [g.input('x', 'float32', [2, 3])]), g.input('i', 'int64', null)]),
      ),
    ],
  ] as const)('refuses: %s', (reason, graph) => expect(refusals(rule, graph)).toContain(reason));
});
