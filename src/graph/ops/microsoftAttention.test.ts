import { describe, expect, it } from 'vitest';
import { costOf, type Described, typesOf } from './describe';

const options = { domain: 'com.microsoft' };
const ms = (op: string, inputs: readonly Described[], attrs = {}, outputs = 1) =>
  typesOf(op, inputs, attrs, { ...options, outputs });

describe('com.microsoft: attention', () => {
  it('Attention projects its input', () => {
    const inputs = ['float32[b, s, 10]', 'float32[10, 48]', 'float32[48]', null, 'float32[2, b, 4, p, 4]'];
    expect(ms('Attention', inputs, { num_heads: 4 }, 2)).toEqual([
      'float32[b, s, 16]',
      'float32[2, b, 4, p + s, 4]',
    ]);
    const sizes = { num_heads: 2, qkv_hidden_sizes: [8, 8, 32] };
    expect(ms('Attention', inputs.slice(0, 3), sizes)).toEqual(['float32[b, s, 32]']);
    const fixed = ['float32[1, 5, 10]', 'float32[10, 48]', 'float32[48]'];
    expect(costOf('Attention', fixed, { num_heads: 4 }, options).macs).toBe(5 * 10 * 48 + 2 * 4 * 5 * 5 * 4);
  });

  it('MultiHeadAttention takes keys packed or not', () => {
    const q = 'float32[b, q, 16]';
    expect(
      ms('MultiHeadAttention', [q, 'float32[b, k, 16]', 'float32[b, k, 32]'], { num_heads: 4 }, 3),
    ).toEqual(['float32[b, q, 32]', 'float32[b, 4, k, 4]', 'float32[b, 4, k, 8]']);
    expect(
      ms('MultiHeadAttention', [q, 'float32[b, 4, k, 4]', 'float32[b, 4, k, 8]'], { num_heads: 4 }),
    ).toEqual(['float32[b, q, 32]']);
    expect(ms('MultiHeadAttention', ['float32[b, s, 4, 3, 8]'], { num_heads: 4 })).toEqual([
      'float32[b, s, 32]',
    ]);
    expect(() => ms('MultiHeadAttention', [q])).toThrow(/num_heads/);
  });

  it('MultiHeadAttention costs both products', () => {
    const inputs = ['float32[2, 3, 16]', 'float32[2, 5, 16]', 'float32[2, 5, 32]'];
    expect(costOf('MultiHeadAttention', inputs, { num_heads: 4 }, options).macs).toBe(
      2 * 4 * 3 * 5 * (4 + 8),
    );
  });

  it('GroupQueryAttention grows its caches', () => {
    const cache = 'float16[b, 2, 64, 8]';
    const lengths = ['int32[b]', 'int32[1]'];
    const inputs = ['float16[b, 1, 32]', 'float16[b, 1, 16]', 'float16[b, 1, 16]', cache, cache, ...lengths];
    const out = ms('GroupQueryAttention', inputs, { num_heads: 4, kv_num_heads: 2 }, 3);
    expect(out[0]).toBe('float16[b, 1, 32]');
    expect(out[1]).toMatch(/^float16\[b, 2, max\(.*64.*\), 8\]$/);
  });

  it('EmbedLayerNormalization looks ids up', () => {
    const tables = ['float32[100, 8]', 'float32[64, 8]', null, 'float32[8]', 'float32[8]'];
    expect(ms('EmbedLayerNormalization', ['int32[b, s]', null, ...tables], {}, 3)).toEqual([
      'float32[b, s, 8]',
      'int32[b]',
      'float32[b, s, 8]',
    ]);
  });
});
