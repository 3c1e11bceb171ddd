import { describe, expect, it } from 'vitest';
import { typesOf } from './describe';

describe('operators from before ONNX was stable', () => {
  it('keep or crop', () => {
    const x = 'float32[1, 3, 20, 30]';
    expect(typesOf('ImageScaler', [x], { bias: { floats: [1, 2, 3] } }, { opset: 7 })).toEqual([x]);
    expect(typesOf('Affine', [x], {}, { opset: 7 })).toEqual([x]);
    expect(typesOf('Crop', [x], { border: [1, 2, 3, 4] }, { opset: 7 })).toEqual(['float32[1, 3, 14, 26]']);
    expect(typesOf('Crop', [x], { border: [1, 2, 0, 0], scale: [8, 9] }, { opset: 7 })).toEqual([
      'float32[1, 3, 8, 9]',
    ]);
  });
});
