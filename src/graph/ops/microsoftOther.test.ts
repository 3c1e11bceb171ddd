import { describe, expect, it } from 'vitest';
import { type Described, ints, typesOf } from './describe';

const ms = (op: string, inputs: readonly Described[], attrs = {}, outputs = 1) =>
  typesOf(op, inputs, attrs, { domain: 'com.microsoft', outputs });

describe('com.microsoft: the rest', () => {
  it('gathers from packed tables', () => {
    const inputs = ['uint8[1000, 16]', 'int64[b, s]', 'float16[1000, 1]'];
    expect(ms('GatherBlockQuantized', inputs)).toEqual(['float16[b, s, 32]']);
    expect(ms('GatherBlockQuantized', ['int4[1000, 32]', 'int64[b]', 'float32[1000, 1]'])).toEqual([
      'float32[b, 32]',
    ]);
  });

  it('biases, measures, transforms', () => {
    expect(ms('RelativePositionBias', ['float32[32, 12]', ints(7), ints(9)], { max_distance: 128 })).toEqual([
      'float32[1, 12, 7, 9]',
    ]);
    expect(ms('CDist', ['float32[m, 3]', 'float32[n, 3]'])).toEqual(['float32[m, n]']);
    expect(ms('Rfft', ['float32[b, 10]'])).toEqual(['float32[b, 6, 2]']);
    expect(ms('Irfft', ['float32[b, 6, 2]'])).toEqual(['float32[b, 10]']);
  });

  it('takes its LSTM weights transposed', () => {
    const s = 'float32[1]';
    const inputs = [
      'float32[t, b, 4]',
      'uint8[1, 4, 80]',
      'uint8[1, 20, 80]',
      null,
      null,
      null,
      null,
      null,
      s,
      s,
    ];
    expect(ms('DynamicQuantizeLSTM', inputs, { hidden_size: 20 }, 2)).toEqual([
      'float32[t, 1, b, 20]',
      'float32[1, b, 20]',
    ]);
  });
});
