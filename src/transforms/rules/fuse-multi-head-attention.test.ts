import { describe, expect, it } from 'vitest';
import { graphBuilder, type ValueId } from '../../graph';
import { fuseMultiHeadAttention as rule } from './fuse-multi-head-attention';
import { expectRewrite, opsOf, refusals } from './testing';

interface Options {
  readonly scale?: 'Div' | 'Mul' | 'vector' | null;
  readonly mask?: readonly number[] | null;
  readonly keyTurns?: 1 | 2;
  readonly axis?: number;
  readonly keyBatch?: number;
  readonly resultPerm?: readonly number[];
}

function model(options: Options = {}) {
  const { scale = 'Div', mask = [2, 1, 1, 5], keyTurns = 1, axis = -1 } = options;
  const { resultPerm = [0, 2, 1, 3], keyBatch = 2 } = options;
  const g = graphBuilder();
  const split = (name: string, length: number, perm: readonly number[], batch = 2): ValueId => {
    const x = g.input(name, 'float32', [batch, length, 8]);
    const parts = g.op('Reshape', [x, g.ints(`${name}.heads`, [0, 0, 2, 4])]);
    return g.op('Transpose', [parts], { perm });
  };
  const q = split('q', 3, [0, 2, 1, 3]);
  const once = split('k', 5, keyTurns === 1 ? [0, 2, 3, 1] : [0, 2, 1, 3], keyBatch);
  const k = keyTurns === 1 ? once : g.op('Transpose', [once], { perm: [0, 1, 3, 2] });
  let logits = g.op('MatMul', [q, k]);
  if (scale === 'Div' || scale === 'Mul') logits = g.op(scale, [logits, g.scalar('s', 'float32', 1.5)]);
  if (scale === 'vector') logits = g.op('Mul', [logits, g.constant('s', 'float32', [5])]);
  if (mask !== null) logits = g.op('Add', [logits, g.input('mask', 'float32', mask)]);
  const probabilities = g.op('Softmax', [logits], { axis });
  const v = split('v', 5, [0, 2, 1, 3]);
  const result = g.op('Transpose', [g.op('MatMul', [probabilities, v])], { perm: resultPerm });
  g.output('y', g.op('Reshape', [result, g.ints('joined', [0, 0, 8])]));
  return g.build();
}

describe('fuse-multi-head-attention', () => {
  it.each<[string, Options, string[]]>([
    ['without a mask', { mask: null }, ['MultiHeadAttention']],
    ['with a mask per key', {}, ['Expand', 'MultiHeadAttention']],
    ['with a mask for all', { mask: [1, 1, 3, 5], scale: 'Mul' }, ['MultiHeadAttention']],
    ['with a mask per head', { mask: [2, 2, 3, 5], scale: null }, ['MultiHeadAttention']],
    ['with keys turned twice', { keyTurns: 2, mask: [1, 1, 1, 5] }, ['Expand', 'MultiHeadAttention']],
  ])('fuses attention %s', async (_, options, ops) => {
    const after = await expectRewrite(rule, model(options), { rtol: 1e-4 });
    expect(opsOf(after)).toEqual(ops);
  });
  it.each<[Options, string]>([
    [{ scale: 'vector' }, 'the logits are not scaled by one constant number'],
    [{ mask: [5] }, 'the mask is not of rank 4'],
    [{ mask: [2, 1, 1, 1] }, 'the mask is not as wide as the logits'],
    [{ keyBatch: 1 }, 'query, key and value differ in batch or length'],
    [{ axis: 2 }, 'the Softmax is over another axis'],
    [{ resultPerm: [0, 2, 3, 1] }, 'the heads are turned otherwise'],
  ])('refuses %o', (options, reason) => {
    expect(refusals(rule, model(options))).toContain(reason);
  });
});
