import { describe, expect, it } from 'vitest';
import { ints, typesOf } from './describe';

describe('DFT', () => {
  it('has its axis in an input from opset 20 on, in an attribute before', () => {
    expect(typesOf('DFT', ['float32[1, 10, 7, 1]', null, ints(1)])).toEqual(['float32[1, 10, 7, 2]']);
    expect(typesOf('DFT', ['float32[1, 10, 7, 1]', ints(16)], { axis: 2 }, { opset: 19 })).toEqual([
      'float32[1, 10, 16, 2]',
    ]);
  });

  it('halves with onesided, and comes back', () => {
    expect(typesOf('DFT', ['float32[1, n, 1]'], { onesided: 1 })).toEqual(['float32[1, floor(n/2) + 1, 2]']);
    expect(typesOf('DFT', ['float32[1, 9, 2]'], { onesided: 1, inverse: 1 })).toEqual(['float32[1, 16, 1]']);
    expect(() => typesOf('DFT', ['float32[1, 9, 2]', null, ints(-1)])).toThrow(/axis/);
  });
});

describe('STFT and windows', () => {
  it('counts frames and bins', () => {
    const frames = typesOf('STFT', ['float32[b, 128, 1]', ints(8), 'float32[16]'], {});
    expect(frames).toEqual(['float32[b, 15, 9, 2]']);
    expect(typesOf('STFT', ['float32[b, 128]', ints(8), null, ints(16)], { onesided: 0 })).toEqual([
      'float32[b, 15, 16, 2]',
    ]);
    expect(() => typesOf('STFT', ['float32[b, 128, 1]', ints(0), 'float32[16]'])).toThrow(/step/);
  });

  it('sizes windows and mel filters', () => {
    expect(typesOf('HannWindow', [ints(10)], { output_datatype: 11 })).toEqual(['float64[10]']);
    const mel = [ints(8), ints(16), ints(8192), 'float32[]', 'float32[]'];
    expect(typesOf('MelWeightMatrix', mel)).toEqual(['float32[9, 8]']);
  });
});
