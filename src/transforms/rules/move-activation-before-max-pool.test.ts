import { describe, expect, it } from 'vitest';
import { graphBuilder, type PlainAttr, structuralHash } from '../../graph';
import { moveActivationAfterMaxPool } from './move-activation-after-max-pool';
import { moveActivationBeforeMaxPool as rule } from './move-activation-before-max-pool';
import { applyOnce, expectRewrite, opsOf, refusals } from './testing';

function model(
  f: string,
  attrs: Record<string, PlainAttr>,
  pool: Record<string, PlainAttr>,
  indices = false,
) {
  const g = graphBuilder();
  const x = g.input('x', 'float32', [2, 3, 7, 7]);
  const window = { kernel_shape: [3, 3], ...pool };
  const made = g.node('MaxPool', [x], window, { outputs: indices ? 2 : 1 });
  g.output('y', g.op(f, [made[0] ?? x], attrs));
  if (indices) g.output('i', made[1] ?? x);
  return g.build();
}

describe('move-activation-before-max-pool', () => {
  it.each([
    ['Relu', {}, { strides: [2, 2], pads: [1, 1, 1, 1] }],
    ['Sigmoid', {}, { ceil_mode: 1, strides: [2, 2] }],
  ])('%s and back', async (f, attrs, pool) => {
    const before = model(f, attrs, pool);
    const after = await expectRewrite(rule, before);
    expect(opsOf(after)).toEqual([f, 'MaxPool']);
    expect(structuralHash(applyOnce(moveActivationAfterMaxPool, after))).toBe(structuralHash(before));
  });
  it('refuses functions that fall, windows of padding and indices', () => {
    expect(refusals(rule, model('Elu', { alpha: -1 }, {}))).toEqual(['the function may fall']);
    const pool = { pads: [2, 2, 2, 2], dilations: [2, 2] };
    expect(refusals(rule, model('Relu', {}, pool))).toEqual(['a window may hold nothing but padding']);
    expect(refusals(rule, model('Relu', {}, {}, true))).toEqual(['an inner value is an output of the graph']);
  });
});
