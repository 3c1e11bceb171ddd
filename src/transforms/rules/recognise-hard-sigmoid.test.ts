import { describe, expect, it } from 'vitest';
import type { GraphBuilder, ValueId } from '../../graph';
import { model } from './fixtures';
import { recogniseHardSigmoid as rule } from './recognise-hard-sigmoid';
import { expectRewrite, opsOf, refusals } from './testing';

/** What `end` makes of x + 3 within 0 and 6. */
const written = (end: (g: GraphBuilder, gate: ValueId) => ValueId, low = 0) =>
  model((g, x) => {
    const sum = g.op('Add', [x, g.scalar('three', 'float32', 3)]);
    return end(g, g.op('Clip', [sum, g.scalar('zero', 'float32', low), g.scalar('top', 'float32', 6)]));
  });
const dividedBy = (divisor: number) => (g: GraphBuilder, gate: ValueId) =>
  g.op('Div', [gate, g.scalar('six', 'float32', divisor)]);

describe('recognise-hard-sigmoid', () => {
  it.each([
    ['a division', written(dividedBy(6))],
    ['a factor', written((g, gate) => g.op('Mul', [g.scalar('sixth', 'float32', 1 / 6), gate]))],
  ])('rewrites %s', async (_, graph) => {
    expect(opsOf(await expectRewrite(rule, graph))).toEqual(['HardSigmoid']);
  });

  it.each([
    ['it is not limited to 0 … 1', written(dividedBy(5))],
    ['the constant is divided', written((g, gate) => g.op('Div', [g.scalar('six', 'float32', 6), gate]))],
    [
      'a constant may add axes',
      written((g, gate) => g.op('Div', [gate, g.constant('six', 'float32', [1, 1, 1], [6])])),
    ],
    ['it is not limited to 0 … 1', written(dividedBy(6), -1)],
  ])('refuses: %s', (reason, graph) => expect(refusals(rule, graph)).toContain(reason));
});
