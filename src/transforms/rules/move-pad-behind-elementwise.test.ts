import { describe, expect, it } from 'vitest';
import { graphOf } from './fixtures';
import { movePadBehindElementwise as rule } from './move-pad-behind-elementwise';
import { expectRewrite, opsOf, refusals } from './testing';

describe('move-pad-behind-elementwise', () => {
  it('pads with the function of zero', async () => {
    const after = await expectRewrite(
      rule,
      graphOf((g) =>
        g.op('Exp', [g.op('Pad', [g.input('x', 'float32', [2, 3]), g.ints('p', [0, 1, 0, 2])])]),
      ),
    );
    expect(opsOf(after)).toEqual(['Exp', 'Pad']);
  });

  it('pads with the function of a number', async () => {
    const after = await expectRewrite(
      rule,
      graphOf((g) =>
        g.op('Sub', [
          g.scalar('k', 'float32', 2),
          g.op('Pad', [
            g.input('x', 'float32', [2, 3]),
            g.ints('p', [0, 1, 0, 2]),
            g.scalar('v', 'float32', 3),
          ]),
        ]),
      ),
    );
    expect(opsOf(after)).toEqual(['Sub', 'Pad']);
  });

  it('repeats what is at the edge', async () => {
    const after = await expectRewrite(
      rule,
      graphOf((g) =>
        g.op('Add', [
          g.op('Pad', [g.input('x', 'float32', [2, 3]), g.ints('p', [0, 1, 0, 2])], { mode: 'edge' }),
          g.input('y', 'float32', [1, 1]),
        ]),
      ),
    );
    expect(opsOf(after)).toEqual(['Add', 'Pad']);
  });

  it('pads named axes only', async () => {
    const after = await expectRewrite(
      rule,
      graphOf(
        (g) =>
          g.op('Exp', [
            g.op('Pad', [g.input('x', 'float32', [2, 3]), g.ints('p', [1, 1]), null, g.ints('a', [1])]),
          ]),
        { opset: 18 },
      ),
    );
    expect(opsOf(after)).toEqual(['Exp', 'Pad']);
  });

  it.each([
    [
      'another operand has more than one element',
      graphOf((g) =>
        g.op('Add', [
          g.op('Pad', [g.input('x', 'float32', [2, 3]), g.ints('p', [0, 1, 0, 2])]),
          g.constant('c', 'float32', [6]),
        ]),
      ),
    ],
    [
      'what is padded with is not constant',
      graphOf((g) =>
        g.op('Exp', [
          g.op('Pad', [
            g.input('x', 'float32', [2, 3]),
            g.ints('p', [0, 1, 0, 2]),
            g.input('v', 'float32', []),
          ]),
        ]),
      ),
    ],
    [
      'what is padded with is not constant',
      graphOf((g) =>
        g.op('Add', [
          g.op('Pad', [g.input('x', 'float32', [2, 3]), g.ints('p', [0, 1, 0, 2])]),
          g.input('y', 'float32', [1]),
        ]),
      ),
    ],
    [
      'it is not of one floating-point type',
      graphOf((g) =>
        g.op('Cast', [g.op('Pad', [g.input('x', 'float32', [2, 3]), g.ints('p', [0, 1, 0, 2])])], { to: 11 }),
      ),
    ],
    [
      'before opset 11 what is padded with is an attribute',
      graphOf((g) => g.op('Exp', [g.op('Pad', [g.input('x', 'float32', [2, 3])], { pads: [0, 1, 0, 2] })]), {
        opset: 10,
      }),
    ],
  ] as const)('refuses: %s', (reason, graph) => expect(refusals(rule, graph)).toContain(reason));
});
