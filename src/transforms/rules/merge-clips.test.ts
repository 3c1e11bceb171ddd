import { describe, expect, it } from 'vitest';
import type { GraphBuilder, ValueId } from '../../graph';
import { model } from './fixtures';
import { mergeClips as rule } from './merge-clips';
import { expectRewrite, opsOf, refusals } from './testing';

const clip = (g: GraphBuilder, x: ValueId, low: number, high: number) =>
  g.op('Clip', [x, g.scalar(`low ${low}`, 'float32', low), g.scalar(`high ${high}`, 'float32', high)]);

describe('merge-clips', () => {
  it.each([
    ['two that overlap', model((g, x) => clip(g, clip(g, x, -1, 0.5), -0.25, 2)), ['Clip']],
    ['two that leave one number', model((g, x) => clip(g, clip(g, x, -1, -0.5), 0, 2)), ['Clip']],
    ['a Relu behind one', model((g, x) => g.op('Relu', [clip(g, x, -1, 0.5)])), ['Clip']],
    ['a Relu before one', model((g, x) => clip(g, g.op('Relu', [x]), 0.25, 0.5)), ['Clip']],
    [
      'a Relu behind one that it contains',
      model((g, x) =>
        g.op('Relu', [g.op('Clip', [x, g.scalar('c', 'float32', -3), g.scalar('∞', 'float32', Infinity)])]),
      ),
      ['Relu'],
    ],
    [
      'one that makes ∞ finite',
      model((g, x) => g.op('Relu', [g.op('Clip', [x, g.scalar('c', 'float32', -3)])])),
      ['Clip'],
    ],
    [
      'attributes of old opsets',
      model((g, x) => g.op('Relu', [g.op('Clip', [x], { min: -0.5, max: 0.25 })]), 9),
      ['Clip'],
    ],
  ])('merges %s', async (_, graph, ops) => {
    expect(opsOf(await expectRewrite(rule, graph))).toEqual(ops);
  });

  it.each([
    ['a bound is not known, or crosses the other', model((g, x) => clip(g, clip(g, x, 1, -1), 0, 2))],
    [
      'a bound is not known, or crosses the other',
      model((g, x, y) => g.op('Relu', [g.op('Clip', [x, g.op('ReduceMax', [y], { keepdims: 0 })])])),
    ],
    [
      'bounds are float32 before opset 11',
      model((g, x) => g.op('Relu', [g.op('Clip', [x], { min: { float: -0.5 } })]), 9, 'float64'),
    ],
    ['the type is int32', model((g, x) => g.op('Relu', [g.op('Relu', [x])]), 17, 'int32')],
  ])('refuses: %s', (reason, graph) => expect(refusals(rule, graph)).toContain(reason));
});
