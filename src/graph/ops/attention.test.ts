import { describe, expect, it } from 'vitest';
import { costOf, typesOf } from './describe';

const opset = 24;

describe('Attention', () => {
  const packed = ['float32[b, q, 96]', 'float32[b, k, 32]', 'float32[b, k, 64]'];
  const heads = { q_num_heads: 6, kv_num_heads: 2 };

  it('unpacks heads', () => {
    expect(typesOf('Attention', packed, heads, { opset, outputs: 4 })).toEqual([
      'float32[b, q, 192]',
      'float32[b, 2, k, 16]',
      'float32[b, 2, k, 32]',
      'float32[b, 6, q, k]',
    ]);
  });

  it('puts the past in front', () => {
    const inputs = [
      'float32[b, 6, q, 16]',
      'float32[b, 2, k, 16]',
      'float32[b, 2, k, 8]',
      null,
      'float32[b, 2, p, 16]',
      'float32[b, 2, p, 8]',
    ];
    expect(typesOf('Attention', inputs, {}, { opset, outputs: 4 })).toEqual([
      'float32[b, 6, q, 8]',
      'float32[b, 2, k + p, 16]',
      'float32[b, 2, k + p, 8]',
      'float32[b, 6, q, k + p]',
    ]);
  });

  it('refuses heads that do not divide', () => {
    expect(() => typesOf('Attention', packed, { q_num_heads: 5, kv_num_heads: 2 }, { opset })).toThrow(
      /heads/,
    );
    expect(() => typesOf('Attention', ['float32[2]', 'float32[2]', 'float32[2]'], {}, { opset })).toThrow(
      /rank/,
    );
  });

  it('costs both products', () => {
    const inputs = ['float32[2, 6, 5, 16]', 'float32[2, 2, 7, 16]', 'float32[2, 2, 7, 8]'];
    const scores = 2 * 6 * 5 * 7;
    expect(costOf('Attention', inputs, {}, { opset })).toMatchObject({
      macs: scores * 24,
      flops: scores * 48 + scores * 10,
    });
  });
});

describe('its relatives', () => {
  it('LinearAttention keeps a state', () => {
    const inputs = ['float32[b, t, 32]', 'float32[b, t, 16]', 'float32[b, t, 24]'];
    const attrs = { q_num_heads: 4, kv_num_heads: 2 };
    expect(typesOf('LinearAttention', inputs, attrs, { opset: 27, outputs: 2 })).toEqual([
      'float32[b, t, 48]',
      'float32[b, 2, 8, 12]',
    ]);
  });

  it('FlexAttention has one output', () => {
    const inputs = ['float32[b, 4, q, 8]', 'float32[b, 4, k, 8]', 'float32[b, 4, k, 6]'];
    const options = { domain: 'ai.onnx.preview', opset: 1 };
    expect(typesOf('FlexAttention', inputs, {}, options)).toEqual(['float32[b, 4, q, 6]']);
  });

  it('RotaryEmbedding and TensorScatter keep the type', () => {
    const tables = ['float32[p, 8]', 'float32[p, 8]'];
    expect(typesOf('RotaryEmbedding', ['float32[b, h, s, 16]', ...tables], {}, { opset })).toEqual([
      'float32[b, h, s, 16]',
    ]);
    expect(typesOf('TensorScatter', ['float32[b, h, m, 8]', 'float32[b, h, s, 8]'], {}, { opset })).toEqual([
      'float32[b, h, m, 8]',
    ]);
  });
});
