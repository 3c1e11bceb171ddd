import { describe, expect, it } from 'vitest';
import type { GraphBuilder, ValueId } from '../../graph';
import { model } from './fixtures';
import { recogniseSoftmax as rule } from './recognise-softmax';
import { expectRewrite, opsOf, refusals } from './testing';

/** exp(x)/Σ exp(x) along axes, as opset 13 has them. */
const written = (g: GraphBuilder, x: ValueId, axes: readonly number[], keepdims = 1) => {
  const e = g.op('Exp', [x]);
  return g.op('Div', [e, g.op('ReduceSum', [e, g.ints('axes', axes)], { keepdims })]);
};
/** The same along one axis, as opset 11 has it. */
const written11 = (g: GraphBuilder, x: ValueId, axis: number) => {
  const e = g.op('Exp', [x]);
  return g.op('Div', [e, g.op('ReduceSum', [e], { axes: [axis] })]);
};
const lessMax = (g: GraphBuilder, x: ValueId, axis: number) =>
  g.op('Sub', [x, g.op('ReduceMax', [x], { axes: [axis] })]);

describe('recognise-softmax', () => {
  it.each([
    ['with its maximum', model((g, x) => written(g, lessMax(g, x, -1), [1])), ['Softmax']],
    [
      'and leaves a maximum along another axis',
      model((g, x) => written(g, lessMax(g, x, 0), [1])),
      ['ReduceMax', 'Sub', 'Softmax'],
    ],
    ['without one', model((g, x) => written(g, x, [0])), ['Softmax']],
    ['in an old opset', model((g, x) => written11(g, x, 1), 11), ['Softmax']],
  ])('rewrites it %s', async (_, graph, ops) => {
    expect(opsOf(await expectRewrite(rule, graph))).toEqual(ops);
  });

  it.each([
    ['sum and maximum are not over the same single axis', model((g, x) => written(g, x, [0, 1]))],
    ['sum and maximum are not over the same single axis', model((g, x) => written(g, x, [0], 0))],
    ['before opset 13 a Softmax flattens what follows its axis', model((g, x) => written11(g, x, 0), 11)],
  ])('refuses: %s', (reason, graph) => expect(refusals(rule, graph)).toContain(reason));
});
