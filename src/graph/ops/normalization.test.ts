import { describe, expect, it } from 'vitest';
import { costOf, typesOf } from './describe';

const c = 'float32[8]';

describe('normalization', () => {
  it('keeps the type', () => {
    const x = 'float16[n, 8, h, w]';
    const perChannel = ['float16[8]', 'float16[8]'];
    expect(typesOf('InstanceNormalization', [x, ...perChannel])).toEqual([x]);
    expect(typesOf('GroupNormalization', [x, ...perChannel], { num_groups: 2 })).toEqual([x]);
    for (const op of ['LpNormalization', 'MeanVarianceNormalization']) expect(typesOf(op, [x])).toEqual([x]);
    expect(typesOf('LRN', [x], { size: 3 })).toEqual([x]);
  });

  it('takes scale and bias by group in GroupNormalization of opset 18', () => {
    const inputs = ['float32[1, 8, 4, 4]', 'float32[2]', 'float32[2]'];
    expect(typesOf('GroupNormalization', inputs, { num_groups: 2 }, { opset: 18 })).toEqual([
      'float32[1, 8, 4, 4]',
    ]);
    expect(() => typesOf('GroupNormalization', inputs, { num_groups: 2 }, { opset: 21 })).toThrow(/channels/);
  });

  it('gives BatchNormalization the outputs of its version', () => {
    const inputs = ['float16[1, 8, 4, 4]', 'float16[8]', 'float16[8]', c, c];
    expect(typesOf('BatchNormalization', inputs, { training_mode: 1 }, { outputs: 3 })).toEqual([
      'float16[1, 8, 4, 4]',
      c,
      c,
    ]);
    const old = ['float32[1, 8, 4, 4]', c, c, c, c];
    expect(typesOf('BatchNormalization', old, {}, { opset: 9, outputs: 5 })).toEqual([
      'float32[1, 8, 4, 4]',
      c,
      c,
      c,
      c,
    ]);
    expect(() => typesOf('BatchNormalization', ['float32[1, 7, 4, 4]', c, c, c, c])).toThrow(/channels/);
  });

  it('gives LayerNormalization its statistics', () => {
    const out = typesOf(
      'LayerNormalization',
      ['float16[b, s, 8]', 'float16[8]'],
      { axis: -2 },
      { outputs: 3 },
    );
    expect(out).toEqual(['float16[b, s, 8]', 'float32[b, 1, 1]', 'float32[b, 1, 1]']);
    expect(() => typesOf('LayerNormalization', ['float32[2, 8]', c], { axis: 2 })).toThrow(/axis/);
  });

  it('takes the type of RMSNormalization from the scale', () => {
    expect(typesOf('RMSNormalization', ['float16[2, 8]', c], {}, { opset: 23 })).toEqual(['float32[2, 8]']);
    expect(typesOf('SimplifiedLayerNormalization', ['float32[2, 8]', c], {}, { outputs: 2 })).toEqual([
      'float32[2, 8]',
      'float32[2, 1]',
    ]);
  });

  it('costs operations but no multiply-adds', () => {
    const cost = costOf('BatchNormalization', ['float32[1, 8, 4, 4]', c, c, c, c]);
    expect([cost.macs, cost.flops]).toEqual([0, 256]);
  });
});
