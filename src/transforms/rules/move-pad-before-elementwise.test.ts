import { describe, expect, it } from 'vitest';
import type { ValueId } from '../../graph';
import { graphOf } from './fixtures';
import { movePadBeforeElementwise as rule } from './move-pad-before-elementwise';
import { expectRewrite, opsOf, refusals } from './testing';

describe('move-pad-before-elementwise', () => {
  it('zeros before what keeps them', async () => {
    const after = await expectRewrite(
      rule,
      graphOf((g) =>
        g.op('Pad', [g.op('LeakyRelu', [g.input('x', 'float32', [2, 3])]), g.ints('p', [0, 1, 0, 2])]),
      ),
    );
    expect(opsOf(after)).toEqual(['Pad', 'LeakyRelu']);
  });

  it('zeros before a factor', async () => {
    const after = await expectRewrite(
      rule,
      graphOf((g) =>
        g.op('Pad', [
          g.op('Div', [g.input('x', 'float32', [2, 3]), g.scalar('k', 'float32', 2)]),
          g.ints('p', [0, 1, 0, 2]),
          g.scalar('v', 'float32', 0),
        ]),
      ),
    );
    expect(opsOf(after)).toEqual(['Pad', 'Div']);
  });

  it('elements of x before anything', async () => {
    const after = await expectRewrite(
      rule,
      graphOf((g) =>
        g.op('Pad', [g.op('Exp', [g.input('x', 'float32', [2, 3])]), g.ints('p', [0, 1, 0, 2])], {
          mode: 'reflect',
        }),
      ),
    );
    expect(opsOf(after)).toEqual(['Pad', 'Exp']);
  });

  it.each([
    [
      'it does not pad with zeros',
      graphOf((g) =>
        g.op('Pad', [
          g.op('Relu', [g.input('x', 'float32', [2, 3])]),
          g.ints('p', [0, 1, 0, 2]),
          g.scalar('v', 'float32', 1),
        ]),
      ),
    ],
    [
      'it may not map 0 to 0',
      graphOf((g) =>
        g.op('Pad', [g.op('Exp', [g.input('x', 'float32', [2, 3])]), g.ints('p', [0, 1, 0, 2])]),
      ),
    ],
    [
      'it may not map 0 to 0',
      graphOf((g) =>
        g.op('Pad', [
          ((x: ValueId) => g.op('Div', [x, x]))(g.input('x', 'float32', [2, 3])),
          g.ints('p', [0, 1, 0, 2]),
        ]),
      ),
    ],
    [
      'the other operand is not a finite constant',
      graphOf((g) =>
        g.op('Pad', [
          g.op('Div', [g.input('x', 'float32', [2, 3]), g.scalar('k', 'float32', 0)]),
          g.ints('p', [0, 1, 0, 2]),
        ]),
      ),
    ],
    [
      'the other operand is not a finite constant',
      graphOf((g) =>
        g.op('Pad', [
          g.op('Mul', [g.input('x', 'float32', [2, 3]), g.input('y', 'float32', [1])]),
          g.ints('p', [0, 1, 0, 2]),
        ]),
      ),
    ],
    [
      'another operand has more than one element',
      graphOf((g) =>
        g.op('Pad', [
          g.op('Mul', [g.input('x', 'float32', [2, 3]), g.constant('c', 'float32', [3])]),
          g.ints('p', [0, 1, 0, 2]),
        ]),
      ),
    ],
    [
      'it is not of one floating-point type',
      graphOf((g) =>
        g.op('Pad', [g.op('Cast', [g.input('x', 'float32', [2, 3])], { to: 11 }), g.ints('p', [0, 1, 0, 2])]),
      ),
    ],
    [
      'every operand is constant',
      graphOf((g) =>
        g.op('Pad', [g.op('Relu', [g.constant('c', 'float32', [2, 3])]), g.ints('p', [0, 1, 0, 2])]),
      ),
    ],
    [
      'before opset 11 what is padded with is an attribute',
      graphOf((g) => g.op('Pad', [g.op('Relu', [g.input('x', 'float32', [2, 3])])], { pads: [0, 1, 0, 2] }), {
        opset: 10,
      }),
    ],
  ] as const)('refuses: %s', (reason, graph) => expect(refusals(rule, graph)).toContain(reason));
});
