import { describe, expect, it } from 'vitest';
import type { DType, GraphBuilder, ValueId } from '../../graph';
import { graphOf, sliceOf } from './fixtures';
import { moveSliceBehindElementwise as rule } from './move-slice-behind-elementwise';
import { expectRewrite, opsOf, refusals, sitesOf } from './testing';

describe('move-slice-behind-elementwise', () => {
  type Make = (g: GraphBuilder, part: ValueId) => ValueId;
  const taken = (make: Make, axis = 1, type: DType = 'float32') =>
    graphOf((g) => g.op('Neg', [make(g, sliceOf(g, g.input('x', type, [3, 4, 5]), [1], [3], [axis]))]));

  it('takes from the result', async () => {
    expect(
      opsOf(
        await expectRewrite(
          rule,
          taken((g, part) => g.op('Tanh', [part])),
        ),
      ),
    ).toEqual(['Tanh', 'Slice', 'Neg']);
    const biased: Make = (g, part) => g.op('Add', [g.constant('b', 'float32', [5]), part]);
    expect(opsOf(await expectRewrite(rule, taken(biased)))).toEqual(['Add', 'Slice', 'Neg']);
    await expectRewrite(
      rule,
      taken((g, part) => g.op('Mul', [part, part])),
    );
    await expectRewrite(
      rule,
      taken((g, part) => g.op('Mul', [part, g.constant('c', 'float32', [2, 3, 1, 5])])),
    );
  });

  it('does not take the bound of a Clip for its operand', () => {
    const bounded = graphOf((g) => {
      const bound = sliceOf(g, g.input('b', 'float32', [4]), [0], [1], [0]);
      return g.op('Clip', [g.input('x', 'float32', [5, 1]), bound, g.scalar('high', 'float32', 6)]);
    });
    expect(sitesOf(rule, bounded)).toHaveLength(0);
  });

  it.each([
    [
      'another operand varies along what is taken',
      taken((g, part) => g.op('Add', [part, g.constant('c', 'float32', [2, 5])])),
    ],
    [
      'what is left out could divide whole numbers by zero',
      taken((g, part) => g.op('Div', [g.constant('c', 'int32', [1], [6]), part]), 1, 'int32'),
    ],
    [
      'what is taken is not known',
      graphOf((g) =>
        g.op('Neg', [
          g.op('Tanh', [
            g.op('Slice', [g.input('x', 'float32', [3, 4]), g.input('s', 'int64', [1]), g.ints('e', [3])]),
          ]),
        ]),
      ),
    ],
  ] as const)('refuses: %s', (reason, graph) => expect(refusals(rule, graph)).toContain(reason));
});
