import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../fixtures';
import { contentsOf, ints, typesOf, typeText } from './describe';

describe('Reshape', () => {
  it('solves −1, also symbolically', () => {
    expect(typesOf('Reshape', ['float32[2, 3, 4]', ints(-1, 6)])).toEqual(['float32[4, 6]']);
    expect(typesOf('Reshape', ['float32[b, s, 12]', ints(0, -1, 3)])).toEqual(['float32[b, 4*s, 3]']);
    expect(typesOf('Reshape', ['float32[b, s, 12]', ints(-1)])).toEqual(['float32[12*b*s]']);
    expect(typesOf('Reshape', ['float32[b, 6]', ints(-1, 4)])).toEqual(['float32[floor(3*b/2), 4]']);
  });

  it('refuses counts that differ', () => {
    expect(() => typesOf('Reshape', ['float32[2, 3]', ints(7)])).toThrow(/cannot reshape \[2, 3\] to \[7\]/);
    expect(() => typesOf('Reshape', ['float32[2, 3]', ints(-1, 4)])).toThrow(/does not divide/);
    expect(() => typesOf('Reshape', ['float32[2, 3]', ints(-1, -1)])).toThrow(/more than one/);
    expect(() => typesOf('Reshape', ['float32[2, 3]', ints(-2, -3)])).toThrow(/−?-2/);
    expect(() => typesOf('Reshape', ['float32[6]', ints(6, 0)])).toThrow(/copies/);
  });

  it('takes 0 literally when told to', () => {
    expect(typesOf('Reshape', ['float32[0, 3]', ints(3, 0)], { allowzero: 1 })).toEqual(['float32[3, 0]']);
    expect(typesOf('Reshape', ['float32[0, 3]', ints(0, -1)])).toEqual(['float32[0, 3]']);
  });

  it('knows the rank where the contents are unknown, and reads the old attribute', () => {
    expect(typesOf('Reshape', ['float32[2, 3]', 'int64[3]'])).toEqual(['float32[?, ?, ?]']);
    expect(typesOf('Reshape', ['float32[2, 3]', 'int64[n]'])).toEqual(['float32']);
    expect(typesOf('Reshape', ['float32[2, 3]'], { shape: [3, -1] }, { opset: 4 })).toEqual([
      'float32[3, 2]',
    ]);
  });

  it('resolves a chain of Shape, Gather and Concat', () => {
    const g = graphBuilder();
    const x = g.input('x', 'float32', ['batch', 'seq', 768]);
    const shape = g.op('Shape', [x]);
    const part = (i: number) => g.op('Gather', [shape, g.ints(`i${i}`, [i])]);
    const heads = g.op('Div', [part(2), g.ints('width', [64])]);
    const target = g.op('Concat', [part(0), part(1), heads, g.ints('rest', [64])], { axis: 0 });
    const y = g.op('Transpose', [g.op('Reshape', [x, target])], { perm: [0, 2, 1, 3] });
    g.output('y', y);
    const graph = g.build();
    expect(typeText(graph.value(y).type)).toBe('float32[batch, 12, seq, 64]');
  });
});

describe('axes', () => {
  it('Squeeze and Unsqueeze take them as attribute or input', () => {
    expect(typesOf('Squeeze', ['float32[1, n, 1]'], { axes: [-1] }, { opset: 11 })).toEqual([
      'float32[1, n]',
    ]);
    expect(typesOf('Squeeze', ['float32[1, n, 1]', ints(0, 2)])).toEqual(['float32[n]']);
    expect(typesOf('Squeeze', ['float32[1, 5, 1]'])).toEqual(['float32[5]']);
    expect(typesOf('Squeeze', ['float32[1, n, 1]'])).toEqual(['float32']);
    expect(typesOf('Squeeze', ['float32[1, n, 1]', 'int64[2]'])).toEqual(['float32[?]']);
    expect(typesOf('Unsqueeze', ['float32[n]'], { axes: [0, 2] }, { opset: 11 })).toEqual([
      'float32[1, n, 1]',
    ]);
    expect(typesOf('Unsqueeze', ['float32[n]', ints(-1)])).toEqual(['float32[n, 1]']);
    expect(typesOf('Unsqueeze', ['float32[n]', 'int64[2]'])).toEqual(['float32[?, ?, ?]']);
  });

  it('must be there, and be 1', () => {
    expect(() => typesOf('Squeeze', ['float32[2, 3]', ints(0)])).toThrow(/cannot squeeze/);
    expect(() => typesOf('Squeeze', ['float32[2, 3]', ints(5)])).toThrow(/outside/);
    expect(() => typesOf('Unsqueeze', ['float32[2]', ints(0, 0)])).toThrow(/repeat/);
    expect(() => typesOf('Transpose', ['float32[2, 3]'], { perm: [0, 0] })).toThrow(/permute/);
    expect(() => typesOf('Flatten', ['float32[2, 3]'], { axis: 3 })).toThrow(/outside/);
  });

  it('permute, flatten, repeat and broadcast', () => {
    expect(typesOf('Transpose', ['float32[a, b, c]'])).toEqual(['float32[c, b, a]']);
    expect(typesOf('Flatten', ['float32[n, 3, h, w]'], { axis: 2 })).toEqual(['float32[3*n, h*w]']);
    expect(typesOf('Flatten', ['float32[n, 3]'], { axis: 0 })).toEqual(['float32[1, 3*n]']);
    expect(typesOf('Tile', ['float32[n, 3]', ints(2, 4)])).toEqual(['float32[2*n, 12]']);
    expect(typesOf('Expand', ['float32[n, 1]', ints(2, 1, 5)])).toEqual(['float32[2, n, 5]']);
    expect(contentsOf('Tile', [ints(1, 2), ints(2)])).toEqual([1, 2, 1, 2]);
    expect(contentsOf('Expand', [ints(7), ints(3)])).toEqual([7, 7, 7]);
  });
});

describe('contents of a matrix', () => {
  it('come through the pads that PyTorch writes', () => {
    const g = graphBuilder();
    const x = g.input('x', 'float32', ['n', 'h', 'w', 'c']);
    const pairs = g.op('Reshape', [g.ints('p', [0, 0, 0, 3, 0, 2, 0, 0]), g.ints('two', [-1, 2])]);
    const big = Number.MAX_SAFE_INTEGER;
    const flipped = g.op('Slice', [
      pairs,
      g.ints('start', [-1]),
      g.ints('end', [-big]),
      g.ints('axis', [0]),
      g.ints('step', [-1]),
    ]);
    const pads = g.op('Reshape', [g.op('Transpose', [flipped]), g.ints('flat', [-1])]);
    const y = g.op('Pad', [x, pads]);
    g.output('y', y);
    expect(typeText(g.build().value(y).type)).toBe('float32[n, h + 2, w + 3, c]');
  });
});
