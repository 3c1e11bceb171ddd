import { describe, expect, it } from 'vitest';
import type { DType, Graph, ValueId } from '../../graph';
import { graphBuilder } from '../../graph/fixtures';
import { dropKeyBias } from './drop-key-bias';
import { sliceOf } from './fixtures';
import { expectRewrite, opsOf, refusals } from './testing';

type Step = (g: ReturnType<typeof graphBuilder>, logits: ValueId) => ValueId;

/** One attention head pair over [2, 5, 6] with 2 heads of 3 features. */
const attention = (
  options: {
    between?: Step;
    perHead?: boolean;
    axis?: number;
    opset?: number;
    cached?: boolean;
    bias?: readonly number[];
    swap?: boolean;
    keyStep?: Step;
    type?: DType;
  } = {},
) => {
  const {
    between = (_, logits) => logits,
    axis = -1,
    opset = 17,
    cached = false,
    bias = [6],
    swap = false,
    keyStep = (_, k) => k,
    type = 'float32',
  } = options;
  const g = graphBuilder({ opset });
  const x = g.input('x', type, [2, 5, 6]);
  const heads = (value: ValueId, name: string, perm: readonly number[]) =>
    g.op('Transpose', [g.op('Reshape', [value, g.ints(name, [2, 5, 2, 3])])], { perm });
  const keys = g.op('Add', [
    g.op('MatMul', [x, g.constant('wk', type, [6, 6])]),
    g.constant('bk', type, bias),
  ]);
  const q = heads(g.op('MatMul', [x, g.constant('wq', type, [6, 6])]), 'sq', [0, 2, 1, 3]);
  const k = keyStep(g, heads(keys, 'sk', swap ? [0, 2, 1, 3] : [0, 2, 3, 1]));
  const logits = between(
    g,
    swap ? g.op('MatMul', [k, g.op('Transpose', [q], { perm: [0, 1, 3, 2] })]) : g.op('MatMul', [q, k]),
  );
  g.output('y', g.op('Softmax', [logits], { axis }));
  if (cached) g.output('keys', keys);
  return g.build();
};

const reasons = (graph: Graph) =>
  refusals(dropKeyBias, graph).filter((reason) => reason !== 'an input is not constant');

describe('drop-key-bias', () => {
  it('drops a bias on the keys, through scaling and additive masks', async () => {
    expect(opsOf(await expectRewrite(dropKeyBias, attention()))).not.toContain('Add');
    const masked: Step = (g, logits) =>
      g.op('Add', [
        g.op('Div', [logits, g.scalar('d', 'float32', 2)]),
        g.input('mask', 'float32', [2, 1, 1, 5]),
      ]);
    await expectRewrite(dropKeyBias, attention({ between: masked }));
  });

  it('stays when keys are also an output', () => {
    expect(reasons(attention({ cached: true }))).toEqual(['a value on the way is an output of the graph']);
  });

  it('stays when masked logits are replaced by a constant', () => {
    const where: Step = (g, logits) =>
      g.op('Where', [g.input('mask', 'bool', [2, 1, 5, 5]), logits, g.scalar('low', 'float32', -10000)]);
    expect(reasons(attention({ between: where }))).toEqual(['masked logits are replaced by a constant']);
  });

  it('stays when logits are scaled entry by entry', () => {
    const scaled: Step = (g, logits) => g.op('Mul', [logits, g.input('s', 'float32', [5])]);
    expect(reasons(attention({ between: scaled }))).toEqual(['logits are scaled by more than one number']);
    const squashed: Step = (g, logits) => g.op('Tanh', [logits]);
    expect(reasons(attention({ between: squashed }))).toEqual(['Tanh is on the way to the Softmax']);
  });

  it('stays when keys are rotated or normalised after the bias', () => {
    const rotated: Step = (g, k) => g.op('Mul', [k, g.input('cos', 'float32', [3, 5])]);
    expect(reasons(attention({ keyStep: rotated }))).toEqual(['it is not the keys of an attention']);
  });

  it('stays when the keys go through a LayerNormalization', () => {
    const g = graphBuilder();
    const [x, q] = [g.input('x', 'float32', [5, 6]), g.input('q', 'float32', [3, 6])];
    const keys = g.op('Add', [
      g.op('MatMul', [x, g.constant('wk', 'float32', [6, 6])]),
      g.constant('bk', 'float32', [6]),
    ]);
    const normed = g.op('LayerNormalization', [keys, g.constant('gamma', 'float32', [6])]);
    const logits = g.op('MatMul', [q, g.op('Transpose', [normed], { perm: [1, 0] })]);
    g.output('y', g.op('Softmax', [logits]));
    expect(reasons(g.build())).toEqual(['it is not the keys of an attention']);
  });

  it('stays when the halves of the keys are rotated', () => {
    const g = graphBuilder();
    const [x, q] = [g.input('x', 'float32', [5, 6]), g.input('q', 'float32', [3, 6])];
    const keys = g.op('Add', [
      g.op('MatMul', [x, g.constant('wk', 'float32', [6, 6])]),
      g.constant('bk', 'float32', [6]),
    ]);
    const [low, high] = [sliceOf(g, keys, [0], [3], [1], 'low'), sliceOf(g, keys, [3], [6], [1], 'high')];
    const turned = g.op('Concat', [g.op('Neg', [high]), low], { axis: 1 });
    const [cos, sin] = [g.input('cos', 'float32', [5, 6]), g.input('sin', 'float32', [5, 6])];
    const rotated = g.op('Add', [g.op('Mul', [keys, cos]), g.op('Mul', [turned, sin])]);
    const logits = g.op('MatMul', [q, g.op('Transpose', [rotated], { perm: [1, 0] })]);
    g.output('y', g.op('Softmax', [logits]));
    expect(reasons(g.build())).toContain('a value on the way is also used elsewhere');
  });

  it('stays when the keys are joined to those of a cache, which were made with it', () => {
    const cached: Step = (g, k) => g.op('Concat', [g.input('past', 'float32', [2, 2, 3, 4]), k], { axis: 3 });
    expect(reasons(attention({ keyStep: cached }))).toEqual(['it is not the keys of an attention']);
  });

  it('stays in halves, whose logits could overflow without their shift', () => {
    expect(reasons(attention({ type: 'float16' }))).toEqual(['in float16 this could change values']);
  });

  it('stays when another axis is normalised, also by flattening', () => {
    expect(reasons(attention({ axis: 2 }))).toEqual(['the Softmax does not normalise the last axis alone']);
    expect(reasons(attention({ axis: 2, opset: 12 }))).toEqual([
      'the Softmax does not normalise the last axis alone',
    ]);
  });

  it('stays when the bias differs from key to key, or is on the queries', () => {
    expect(reasons(attention({ bias: [5, 6] }))).toEqual(['the addend is not a bias per feature']);
    expect(reasons(attention({ swap: true }))).toEqual(['it is not the keys of an attention']);
  });

  it('stays when features and positions change places', () => {
    const g = graphBuilder();
    const x = g.input('x', 'float32', [4, 4]);
    const keys = g.op('Add', [x, g.constant('b', 'float32', [4])]);
    g.output('y', g.op('Softmax', [g.op('MatMul', [x, keys])]));
    expect(reasons(g.build())).toEqual(['the bias differs from key to key']);
  });

  it('stays when a Reshape mixes features with positions', () => {
    const g = graphBuilder();
    const keys = g.op('Add', [g.input('x', 'float32', [5, 6]), g.constant('b', 'float32', [6])]);
    const mixed = g.op('Reshape', [keys, g.ints('s', [3, 10])]);
    g.output('y', g.op('Softmax', [g.op('MatMul', [g.input('q', 'float32', [2, 3]), mixed])]));
    expect(reasons(g.build())).toEqual(['a Reshape on the way mixes axes, or a shape is not known']);
  });
});
