import { describe, expect, it } from 'vitest';
import type { ValueId } from '../../graph';
import { graphOf } from './fixtures';
import { moveConcatBeforeElementwise as rule } from './move-concat-before-elementwise';
import { expectRewrite, opsOf, refusals } from './testing';

describe('move-concat-before-elementwise', () => {
  it('joins before a function', async () => {
    const after = await expectRewrite(
      rule,
      graphOf((g) =>
        g.op(
          'Concat',
          [g.op('Tanh', [g.input('x', 'float32', [2, 3])]), g.op('Tanh', [g.input('y', 'float32', [2, 1])])],
          { axis: 1 },
        ),
      ),
    );
    expect(opsOf(after)).toEqual(['Concat', 'Tanh']);
  });

  it('with an operand in common', async () => {
    const after = await expectRewrite(
      rule,
      graphOf((g) =>
        ((c: ValueId) =>
          g.op(
            'Concat',
            [
              g.op('Sub', [c, g.input('x', 'float32', [2, 3])]),
              g.op('Sub', [c, g.input('y', 'float32', [2, 1])]),
            ],
            { axis: 1 },
          ))(g.constant('c', 'float32', [2, 1])),
      ),
    );
    expect(opsOf(after)).toEqual(['Concat', 'Sub']);
  });

  it.each([
    [
      'the operands differ in type',
      graphOf((g) => {
        const to = { to: 11 };
        const parts = [g.input('x', 'float32', [2, 3]), g.input('y', 'int32', [2, 1])];
        return g.op(
          'Concat',
          parts.map((part) => g.op('Cast', [part], to)),
          { axis: 1 },
        );
      }),
    ],
    [
      'an operand is left out',
      graphOf((g) => {
        const x = g.input('x', 'float32', [1, 1, 4]);
        const [low, high] = [g.scalar('low', 'float32', 0), g.scalar('high', 'float32', 6)];
        return g.op('Concat', [g.op('Clip', [x, null, high]), g.op('Clip', [x, low, high])], { axis: 1 });
      }),
    ],
    [
      'a part is no elementwise result',
      graphOf((g) =>
        g.op('Concat', [g.op('Tanh', [g.input('x', 'float32', [2, 3])]), g.input('y', 'float32', [2, 1])], {
          axis: 1,
        }),
      ),
    ],
    [
      'the parts are results of different functions',
      graphOf((g) =>
        g.op(
          'Concat',
          [g.op('Tanh', [g.input('x', 'float32', [2, 3])]), g.op('Relu', [g.input('y', 'float32', [2, 1])])],
          { axis: 1 },
        ),
      ),
    ],
    [
      'the parts are results of different functions',
      graphOf((g) =>
        g.op(
          'Concat',
          [
            g.op('Elu', [g.input('x', 'float32', [2, 3])]),
            g.op('Elu', [g.input('y', 'float32', [2, 1])], { alpha: 0.5 }),
          ],
          { axis: 1 },
        ),
      ),
    ],
    [
      'a part is also used elsewhere',
      graphOf((g) =>
        ((t: ValueId) =>
          g.op('Add', [
            g.op('Concat', [t, g.op('Tanh', [g.input('y', 'float32', [2, 3])])], { axis: 1 }),
            g.op('Concat', [t, t], { axis: 1 }),
          ]))(g.op('Tanh', [g.input('x', 'float32', [2, 3])])),
      ),
    ],
    [
      'the parts differ in several operands',
      graphOf((g) =>
        g.op(
          'Concat',
          [
            g.op('Add', [g.input('x', 'float32', [2, 3]), g.input('y', 'float32', [2, 1])]),
            g.op('Add', [g.input('v', 'float32', [2, 3]), g.input('w', 'float32', [2, 1])]),
          ],
          { axis: 1 },
        ),
      ),
    ],
    [
      'the common operand varies along the axis of the Concat',
      graphOf((g) =>
        ((c: ValueId) =>
          g.op(
            'Concat',
            [
              g.op('Sub', [c, g.input('x', 'float32', [2, 3])]),
              g.op('Sub', [c, g.input('y', 'float32', [2, 3])]),
            ],
            { axis: 1 },
          ))(g.constant('c', 'float32', [3])),
      ),
    ],
    [
      'an operand is smaller than its result',
      graphOf((g) =>
        ((c: ValueId) =>
          g.op(
            'Concat',
            [
              g.op('Sub', [c, g.input('x', 'float32', [1, 3])]),
              g.op('Sub', [c, g.input('y', 'float32', [1, 3])]),
            ],
            { axis: 1 },
          ))(g.constant('c', 'float32', [2, 1])),
      ),
    ],
  ] as const)('refuses: %s', (reason, graph) => expect(refusals(rule, graph)).toContain(reason));
});
