import { describe, expect, it } from 'vitest';
import { graphBuilder, type PlainAttr } from '../../graph';
import { splitActivationOffFusedConv as rule } from './split-activation-off-fused-conv';
import { expectRewrite, opsOf, refusals } from './testing';

function model(attrs: Record<string, PlainAttr>, opset = 17, summand = false) {
  const g = graphBuilder({ opset });
  const x = g.input('x', 'float32', [2, 4, 5, 5]);
  const w = g.constant('w', 'float32', [6, 2, 3, 3]);
  const z = summand ? [g.input('z', 'float32', [2, 6, 5, 5])] : [];
  const own = { group: 2, pads: [1, 1, 1, 1], ...attrs };
  const operands = [x, w, g.constant('b', 'float32', [6]), ...z];
  g.output('y', g.op('FusedConv', operands, own, { domain: 'com.microsoft' }));
  return g.build();
}

const named = (activation: string, ...floats: number[]) => ({
  activation,
  ...(floats.length > 0 && { activation_params: { floats } }),
});

describe('split-activation-off-fused-conv', () => {
  it.each([
    ['Relu', []],
    ['Tanh', []],
    ['Sigmoid', []],
    ['LeakyRelu', [0.3]],
    ['HardSigmoid', [0.3, 0.4]],
    ['Clip', [-0.25, 0.5]],
  ])('%s %o', async (f, values) => {
    expect(opsOf(await expectRewrite(rule, model(named(f, ...values))))).toEqual(['Conv', f]);
  });
  it('none at all', async () => {
    expect(opsOf(await expectRewrite(rule, model({})))).toEqual(['Conv']);
  });
  it('bounds as attributes before opset 11', async () => {
    expect(opsOf(await expectRewrite(rule, model(named('Clip', 0, 6), 10)))).toEqual(['Conv', 'Clip']);
  });
  it('refuses parameters that are missing and other functions, and a summand', () => {
    const unknown = ['its activation is not known here'];
    expect(refusals(rule, model(named('LeakyRelu')))).toEqual(unknown);
    expect(refusals(rule, model(named('Softplus')))).toEqual(unknown);
    expect(refusals(rule, model(named('Relu'), 17, true))).toEqual(['more inputs than expected']);
  });
});
