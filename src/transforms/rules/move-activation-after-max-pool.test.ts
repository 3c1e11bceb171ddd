import { describe, expect, it } from 'vitest';
import { graphBuilder, type PlainAttr } from '../../graph';
import { moveActivationAfterMaxPool as rule } from './move-activation-after-max-pool';
import { expectRewrite, opsOf, refusals } from './testing';

function model(
  f: string,
  attrs: Record<string, PlainAttr>,
  pool: Record<string, PlainAttr>,
  indices = false,
) {
  const g = graphBuilder();
  const x = g.input('x', 'float32', [2, 3, 7, 7]);
  const bounds = f === 'Clip' ? [g.scalar('low', 'float32', -0.5), g.scalar('high', 'float32', 0.5)] : [];
  const y = g.op(f, [x, ...bounds], attrs);
  const made = g.node('MaxPool', [y], { kernel_shape: [3, 3], ...pool }, { outputs: indices ? 2 : 1 });
  made.forEach((value, i) => {
    g.output(`y${i}`, value);
  });
  return g.build();
}

describe('move-activation-after-max-pool', () => {
  it.each([
    ['Relu', {}, { strides: [2, 2] }],
    ['Clip', {}, { pads: [1, 1, 1, 1] }],
    ['LeakyRelu', { alpha: 0.2 }, { ceil_mode: 1, strides: [2, 2] }],
    ['Sigmoid', {}, { auto_pad: 'SAME_UPPER', strides: [2, 2] }],
    ['Tanh', {}, { dilations: [2, 2] }],
    ['Elu', {}, {}],
    ['HardSigmoid', {}, {}],
    ['Softplus', {}, {}],
  ])('%s (%o) over windows %o', async (f, attrs, pool) => {
    expect(opsOf(await expectRewrite(rule, model(f, attrs, pool)))).toEqual(['MaxPool', f]);
  });
  it('refuses functions that fall', () => {
    expect(refusals(rule, model('LeakyRelu', { alpha: -0.5 }, {}))).toEqual(['the function may fall']);
    expect(refusals(rule, model('Neg', {}, {}))[0]).toContain('Neg is not Relu');
  });
  it('refuses windows of padding only', () => {
    const pool = { pads: [2, 2, 2, 2], dilations: [2, 2] };
    expect(refusals(rule, model('Relu', {}, pool))).toEqual(['a window may hold nothing but padding']);
  });
  it('refuses where the indices are used, which ties would change', () => {
    expect(refusals(rule, model('Relu', {}, {}, true))).toEqual(['the indices of the maxima are used']);
  });
});
