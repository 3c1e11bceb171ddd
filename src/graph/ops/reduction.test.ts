import { describe, expect, it } from 'vitest';
import { contentsOf, costOf, ints, typesOf } from './describe';

const x = 'float32[n, 3, h]';

describe('reductions', () => {
  it('take axes as attribute, and as input since opset 13 and 18', () => {
    expect(typesOf('ReduceMean', [x], { axes: [-1] }, { opset: 13 })).toEqual(['float32[n, 3, 1]']);
    expect(typesOf('ReduceMean', [x, ints(-1)], {}, { opset: 18 })).toEqual(['float32[n, 3, 1]']);
    expect(typesOf('ReduceSum', [x, ints(1, 2)], { keepdims: 0 }, { opset: 13 })).toEqual(['float32[n]']);
    expect(typesOf('ReduceMax', [x, 'int64[1]'], { keepdims: 0 })).toEqual(['float32[?, ?]']);
    expect(() => typesOf('ReduceMax', [x, ints(3)])).toThrow(/axis 3/);
  });

  it('without axes reduce everything, or nothing', () => {
    expect(typesOf('ReduceSum', [x])).toEqual(['float32[1, 1, 1]']);
    expect(typesOf('ReduceL2', [x], { keepdims: 0 })).toEqual(['float32[]']);
    expect(typesOf('ReduceSum', [x, ints()], { noop_with_empty_axes: 1 })).toEqual([x]);
  });

  it('follow contents', () => {
    expect(contentsOf('ReduceProd', [ints(2, 3, 4)], { keepdims: 0 })).toEqual([24]);
    expect(contentsOf('ReduceMax', [ints(2, 9, 4), ints(0)])).toEqual([9]);
    expect(contentsOf('ReduceMean', [ints(2, 9, 4)])).toBeNull();
  });

  it('ArgMax gives indices; running sums keep the shape', () => {
    expect(typesOf('ArgMax', [x], { axis: -1, keepdims: 0 })).toEqual(['int64[n, 3]']);
    expect(typesOf('CumSum', [x, 'int64[]'])).toEqual([x]);
    expect(typesOf('CumProd', [x, 'int64[]'], {}, { opset: 26 })).toEqual([x]);
  });

  it('cost by their input', () => {
    expect(costOf('ReduceSum', ['float32[2, 3, 4]', ints(0)])).toMatchObject({ macs: 0, flops: 24 });
  });
});
