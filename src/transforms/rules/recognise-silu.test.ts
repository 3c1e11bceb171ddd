import { describe, expect, it } from 'vitest';
import type { GraphBuilder, ValueId } from '../../graph';
import { model } from './fixtures';
import { recogniseSilu as rule } from './recognise-silu';
import { expectRewrite, opsOf, refusals } from './testing';

describe('recognise-silu', () => {
  const written = (g: GraphBuilder, x: ValueId, one: readonly number[] = [], value = 1) => {
    const sum = g.op('Add', [g.constant('one', 'float32', one, [value]), g.op('Exp', [g.op('Neg', [x])])]);
    return g.op('Div', [x, sum]);
  };

  it('rewrites', async () => {
    const after = await expectRewrite(
      rule,
      model((g, x) => written(g, x)),
    );
    expect(opsOf(after)).toEqual(['Sigmoid', 'Mul']);
  });

  it('stays right where the exponential overflows', async () => {
    await expectRewrite(
      rule,
      model((g, x) => written(g, x)),
      { inputs: { x: [-200, -100, -90, 0, 90, 200] } },
    );
  });

  it.each([
    ['the constant is not 1', model((g, x) => written(g, x, [], 2))],
    ['the constant may add axes', model((g, x) => written(g, x, [1, 1, 1]))],
    [
      'the type is float16',
      model((g, x) => {
        const half = g.op('Cast', [x], { to: 10 });
        const sum = g.op('Add', [g.op('Exp', [g.op('Neg', [half])]), g.scalar('one', 'float16', 1)]);
        return g.op('Div', [half, sum]);
      }),
    ],
  ] as const)('refuses: %s', (reason, graph) => expect(refusals(rule, graph)).toContain(reason));
});
