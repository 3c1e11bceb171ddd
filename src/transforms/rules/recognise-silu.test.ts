import { describe, expect, it } from 'vitest';
import type { GraphBuilder, ValueId } from '../../graph';
import { model, onePlusExponential } from './fixtures';
import { recogniseSilu as rule } from './recognise-silu';
import { expectRewrite, opsOf, refusals } from './testing';

const written = (g: GraphBuilder, x: ValueId, one?: Parameters<typeof onePlusExponential>[2]) =>
  g.op('Div', [x, onePlusExponential(g, x, one)]);

describe('recognise-silu', () => {
  const graph = model((g, x) => written(g, x));

  it('rewrites', async () => {
    expect(opsOf(await expectRewrite(rule, graph))).toEqual(['Sigmoid', 'Mul']);
  });

  it('stays right where the exponential overflows', async () => {
    await expectRewrite(rule, graph, { inputs: { x: [-200, -100, -90, 0, 90, 200] } });
  });

  it.each([
    ['the constant is not 1', model((g, x) => written(g, x, { value: 2 }))],
    ['the constant may add axes', model((g, x) => written(g, x, { shape: [1, 1, 1] }))],
    ['the type is float16', model((g, x) => written(g, g.op('Cast', [x], { to: 10 }), { dtype: 'float16' }))],
  ])('refuses: %s', (reason, refused) => expect(refusals(rule, refused)).toContain(reason));
});
