import { describe, expect, it } from 'vitest';
import type { Graph, ValueId } from '../../graph';
import { graphBuilder } from '../../graph/fixtures';
import { moveValueBiasBehindAttention } from './move-value-bias-behind-attention';
import { expectRewrite, only, opsOf, refusals } from './testing';

type Step = (g: ReturnType<typeof graphBuilder>, value: ValueId) => ValueId;

const attention = (
  options: {
    after?: Step;
    cached?: boolean;
    bias?: readonly number[];
    axis?: number;
    plain?: boolean;
    values?: Step;
  } = {},
) => {
  const {
    after = (_, p) => p,
    cached = false,
    bias = [6],
    axis = -1,
    plain = false,
    values = (_, v) => v,
  } = options;
  const g = graphBuilder();
  const x = g.input('x', 'float32', [2, 5, 6]);
  const v = g.op('Add', [
    g.op('MatMul', [x, g.constant('wv', 'float32', [6, 6])]),
    g.constant('bv', 'float32', bias),
  ]);
  const heads = g.op('Transpose', [g.op('Reshape', [v, g.ints('s', [2, 5, 2, 3])])], { perm: [0, 2, 1, 3] });
  const logits = g.input('logits', 'float32', [2, 2, 5, 5]);
  const p = after(g, plain ? logits : g.op('Softmax', [logits], { axis }));
  const mixed = g.op('Transpose', [g.op('MatMul', [p, values(g, heads)])], { perm: [0, 2, 1, 3] });
  const joined = g.op('Reshape', [mixed, g.ints('t', [2, 5, 6])]);
  g.output('y', g.op('MatMul', [joined, g.constant('wo', 'float32', [6, 6])]));
  if (cached) g.output('values', v);
  return g.build();
};

const reasons = (graph: Graph) =>
  refusals(moveValueBiasBehindAttention, graph).filter((reason) => reason !== 'an input is not constant');

describe('move-value-bias-behind-attention', () => {
  it('adds the bias to the result, as one row again', async () => {
    const after = await expectRewrite(moveValueBiasBehindAttention, attention());
    const add = only(after, 'Add');
    expect(after.constant(add.inputs[1])?.shape).toEqual([6]);
    expect(opsOf(after).at(-2)).toBe('Add');
  });

  it('stays when values are also an output', () => {
    expect(reasons(attention({ cached: true }))).toEqual(['a value on the way is an output of the graph']);
  });

  it('stays when rows need not sum to 1', () => {
    expect(reasons(attention({ axis: 2 }))).toEqual(['the rows of the Softmax do not sum to 1']);
    const reason = 'the left operand does not come straight from a Softmax';
    expect(reasons(attention({ plain: true }))).toEqual([reason]);
    const masked: Step = (g, p) => g.op('Mul', [p, g.input('head', 'float32', [2, 1, 1])]);
    expect(reasons(attention({ after: masked }))).toEqual([reason]);
    const cleaned: Step = (g, p) => g.op('Where', [g.op('IsNaN', [p]), g.scalar('zero', 'float32', 0), p]);
    expect(reasons(attention({ after: cleaned }))).toEqual([reason]);
  });

  it('stays when something else happens to the values, or the bias is no row', () => {
    const squashed: Step = (g, v) => g.op('Tanh', [v]);
    expect(reasons(attention({ values: squashed }))).toEqual(['it is not the values of an attention']);
    expect(reasons(attention({ bias: [5, 6] }))).toEqual(['the addend is not a bias per feature']);
  });

  it('stays when the bias differs from key to key', () => {
    const g = graphBuilder();
    const v = g.op('Add', [g.input('x', 'float32', [4, 4]), g.constant('b', 'float32', [4])]);
    const p = g.op('Softmax', [g.input('l', 'float32', [4, 4])]);
    g.output('y', g.op('MatMul', [p, g.op('Transpose', [v])]));
    expect(reasons(g.build())).toEqual(['the bias differs from key to key']);
  });
});
