import { describe, expect, it } from 'vitest';
import { costOf, ints, typesOf } from './describe';

const x = 'float32[n, 3, 224, 224]';
const w = 'float32[64, 3, 7, 7]';

describe('Conv', () => {
  it('counts the places of its window', () => {
    expect(typesOf('Conv', [x, w], { strides: [2, 2], pads: [3, 3, 3, 3] })).toEqual([
      'float32[n, 64, 112, 112]',
    ]);
    expect(typesOf('Conv', [x, w], { strides: [2, 2] })).toEqual(['float32[n, 64, 109, 109]']);
    expect(typesOf('Conv', [x, w], { strides: [2, 3], auto_pad: 'SAME_UPPER' })).toEqual([
      'float32[n, 64, 112, 75]',
    ]);
    expect(typesOf('Conv', [x, w], { dilations: [2, 2], auto_pad: 'VALID', pads: [9, 9, 9, 9] })).toEqual([
      'float32[n, 64, 212, 212]',
    ]);
  });

  it('carries symbols', () => {
    const out = typesOf('Conv', ['float32[1, 3, h, 2*s]', 'float32[8, 3, 3, 3]'], {
      pads: [1, 1, 1, 1],
      strides: [1, 2],
    });
    expect(out).toEqual(['float32[1, 8, h, s]']);
  });

  it('keeps what is known when ranks or weights are not', () => {
    expect(typesOf('Conv', ['float32', w])).toEqual(['float32[?, 64, ?, ?]']);
    expect(typesOf('Conv', ['float32', 'float32'])).toEqual(['float32']);
    expect(typesOf('Conv', [x, 'float32'], { kernel_shape: [3, 3] })).toEqual(['float32[n, ?, 222, 222]']);
  });

  it('refuses what cannot be', () => {
    expect(() => typesOf('Conv', [x, 'float32[64, 4, 7, 7]'])).toThrow(/3 channels/);
    expect(() => typesOf('Conv', ['float32[1, 4, 8]', w])).toThrow(/rank/);
    expect(() => typesOf('Conv', ['float32[1, 3, 4, 4]', w])).toThrow(/does not fit/);
    expect(() => typesOf('Conv', [x, w], { strides: [0, 1] })).toThrow(/strides/);
    expect(() => typesOf('Conv', [x, w], { pads: [1, 1] })).toThrow(/pads/);
    expect(() => typesOf('Conv', [x, w], { kernel_shape: [3, 3] })).toThrow(/kernel_shape/);
    expect(() => typesOf('Conv', [x, 'float16[64, 3, 7, 7]'])).toThrow(/types/);
    expect(() => typesOf('Conv', ['float32[1, 6, 8, 8]', 'float32[5, 3, 3, 3]'], { group: 2 })).toThrow(
      /divide/,
    );
  });

  it('costs one multiply-add for each weight of a filter and each result', () => {
    const cost = costOf('Conv', ['float32[1, 32, 10, 10]', 'float32[32, 1, 3, 3]', 'float32[32]'], {
      group: 32,
      pads: [1, 1, 1, 1],
    });
    expect(cost.macs).toBe(32 * 100 * 9);
    expect(cost.flops).toBe(2 * 32 * 100 * 9 + 3200);
    expect(cost.bytesRead).toBe(4 * (3200 + 288 + 32));
    expect(cost.bytesWritten).toBe(4 * 3200);
  });
});

describe('ConvTranspose', () => {
  const y = 'float32[1, 16, 10, 10]';
  const v = 'float32[16, 8, 4, 4]';

  it('is the inverse of Conv', () => {
    expect(typesOf('ConvTranspose', [y, v], { strides: [2, 2], pads: [1, 1, 1, 1] })).toEqual([
      'float32[1, 8, 20, 20]',
    ]);
    expect(typesOf('ConvTranspose', [y, v], { group: 2, output_padding: [1, 0], strides: [2, 2] })).toEqual([
      'float32[1, 16, 23, 22]',
    ]);
    expect(typesOf('ConvTranspose', [y, v], { output_shape: [21, 22] })).toEqual(['float32[1, 8, 21, 22]']);
    expect(typesOf('ConvTranspose', [y, v], { auto_pad: 'SAME_LOWER', strides: [3, 3] })).toEqual([
      'float32[1, 8, 30, 30]',
    ]);
  });

  it('ends with its last window where SAME leaves gaps between windows', () => {
    const same = { auto_pad: 'SAME_UPPER', strides: [3, 3] };
    const dot = 'float32[16, 8, 1, 1]';
    expect(typesOf('ConvTranspose', [y, dot], same)).toEqual(['float32[1, 8, 28, 28]']);
    expect(typesOf('ConvTranspose', [y, dot], { ...same, output_padding: [1, 2] })).toEqual([
      'float32[1, 8, 29, 30]',
    ]);
    expect(typesOf('ConvTranspose', ['float32[1, 16, h, w]', v], same)).toEqual(['float32[1, 8, 3*h, 3*w]']);
    expect(typesOf('ConvTranspose', ['float32[1, 16, h, w]', dot], same)).toEqual([
      'float32[1, 8, 3*h - 2, 3*w - 2]',
    ]);
  });

  it('costs one multiply-add for each weight and element of its input', () => {
    expect(costOf('ConvTranspose', [y, v]).macs).toBe(16 * 100 * 8 * 16);
  });
});

describe('the other convolutions', () => {
  it('give int32, follow offsets, keep a state', () => {
    expect(typesOf('ConvInteger', ['uint8[1, 3, 8, 8]', 'uint8[4, 3, 3, 3]'])).toEqual(['int32[1, 4, 6, 6]']);
    expect(
      typesOf('DeformConv', ['float32[1, 4, 8, 8]', 'float32[2, 4, 3, 3]', 'float32[1, 18, 6, 6]']),
    ).toEqual(['float32[1, 2, 6, 6]']);
    expect(
      typesOf('CausalConvWithState', ['float32[b, 4, t]', 'float32[4, 1, 3]'], {}, { opset: 27, outputs: 2 }),
    ).toEqual(['float32[b, 4, t]', 'float32[b, 4, 2]']);
  });

  it('put columns back into images', () => {
    const columns = typesOf('Col2Im', ['float32[1, 5, 5]', ints(5, 5), ints(1, 5)]);
    expect(columns).toEqual(['float32[1, 1, 5, 5]']);
    expect(() => typesOf('Col2Im', ['float32[1, 7, 5]', ints(5, 5), ints(1, 5)])).toThrow(/multiple/);
  });
});
