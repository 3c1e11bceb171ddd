import { describe, expect, it } from 'vitest';
import { floats, ints, typesOf } from './describe';

const x = 'float32[1, 3, 10, 20]';

describe('Resize', () => {
  it('scales, rounding down', () => {
    expect(typesOf('Resize', [x, null, floats(1, 1, 2, 0.33)])).toEqual(['float32[1, 3, 20, 6]']);
    expect(typesOf('Resize', ['float32[1, c, h, w]', null, floats(1, 1, 2, 0.5)])).toEqual([
      'float32[1, c, 2*h, floor(w/2)]',
    ]);
  });

  it('takes sizes, with axes and a kept ratio', () => {
    expect(typesOf('Resize', [x, null, null, ints(1, 3, 7, 8)])).toEqual(['float32[1, 3, 7, 8]']);
    expect(typesOf('Resize', [x, floats(), floats(), ints(1, 3, 7, 8)], {}, { opset: 11 })).toEqual([
      'float32[1, 3, 7, 8]',
    ]);
    const attrs = { axes: [2, 3], keep_aspect_ratio_policy: 'not_larger' };
    expect(typesOf('Resize', [x, null, null, ints(7, 8)], attrs)).toEqual(['float32[1, 3, 4, 8]']);
    expect(
      typesOf('Resize', [x, null, null, ints(7, 8)], { ...attrs, keep_aspect_ratio_policy: 'not_smaller' }),
    ).toEqual(['float32[1, 3, 7, 14]']);
  });

  it('keeps the rank when the sizes are not known', () => {
    expect(typesOf('Resize', [x, null, null, 'int64[4]'])).toEqual(['float32[?, ?, ?, ?]']);
    expect(typesOf('Resize', [x, null, null, 'int64[2]'], { axes: [-2, -1] })).toEqual([
      'float32[1, 3, ?, ?]',
    ]);
  });

  it('in opset 10 has its scales second', () => {
    expect(typesOf('Resize', [x, floats(1, 1, 2, 2)], {}, { opset: 10 })).toEqual(['float32[1, 3, 20, 40]']);
  });

  it('refuses the wrong number of scales', () => {
    expect(() => typesOf('Resize', [x, null, floats(2, 2)])).toThrow(/2 scales for 4 axes/);
    expect(() => typesOf('Resize', [x, null, floats(1, 1, 0, 1)])).toThrow(/scale of 0/);
  });
});

describe('Upsample', () => {
  it('has its scales in attributes, then in an input', () => {
    expect(typesOf('Upsample', [x], { scales: { floats: [1, 1, 2, 3] } }, { opset: 7 })).toEqual([
      'float32[1, 3, 20, 60]',
    ]);
    expect(typesOf('Upsample', [x, floats(1, 1, 2, 3)], {}, { opset: 9 })).toEqual(['float32[1, 3, 20, 60]']);
  });
});
