import { describe, expect, it } from 'vitest';
import { dynamicDims } from '../dynamicDims';
import { type GraphBuilder, graphBuilder } from '../fixtures';
import type { Dim, ValueId } from '../types';

// Contents that inference once took for known and that are something else at run time: rules write them down as constants.

/** What inference says of the value that is built. */
function said(build: (g: GraphBuilder) => ValueId, opset = 18) {
  const g = graphBuilder({ opset });
  g.output('y', build(g));
  const graph = g.build();
  const value = graph.value(graph.outputs[0] as ValueId);
  const shape = value.type?.kind === 'tensor' ? value.type.shape : null;
  return { known: value.known, shape };
}

const isNumber = (entry: Dim | undefined): boolean => typeof entry === 'number';
const toInt = (g: GraphBuilder, x: ValueId) => g.op('Cast', [x], { to: 7 });

describe('is not known', () => {
  it('of a float that may be no whole number', () => {
    const fraction = said((g) => {
      const k = g.op('Concat', [g.input('x', 'float32', [1]), g.constant('c', 'float32', [1], [2])], {
        axis: 0,
      });
      return toInt(g, g.op('Sub', [g.op('Ceil', [k]), g.op('Floor', [k])]));
    });
    expect(isNumber(fraction.known?.[0])).toBe(false);
    expect(fraction.known?.[1]).toBe(0);
    const half = said((g) => {
      const n = g.op('Shape', [g.input('x', 'float32', ['n'])]);
      const halved = g.op('Mul', [g.op('Cast', [n], { to: 1 }), g.constant('h', 'float32', [1], [0.5])]);
      return g.op('Mod', [toInt(g, halved), n]);
    });
    expect(half.known?.some(isNumber) ?? false).toBe(false);
  });

  it('of a size by a scale that is given at run time', () => {
    const { shape } = said((g) => {
      const scales = g.op(
        'Concat',
        [g.constant('one', 'float32', [2], [1, 1]), g.input('s', 'float32', [2])],
        {
          axis: 0,
        },
      );
      return g.op('Resize', [g.input('x', 'float32', [1, 3, 8, 8]), null, scales]);
    });
    expect(shape?.slice(0, 2)).toEqual([1, 3]);
    expect(String(shape?.[2])).not.toContain('8*');
  });

  it('of integers that are larger than what is read of them', () => {
    const largest = (g: GraphBuilder, name: string) => g.constant(name, 'int64', [1], [2n ** 63n - 1n]);
    const rest = said((g) => g.op('Mod', [largest(g, 'c'), g.ints('ten', [10])]));
    expect(rest.known?.some(isNumber) ?? false).toBe(false);
    const same = said((g) =>
      g.op('Equal', [largest(g, 'c'), g.constant('d', 'int64', [1], [2n ** 63n - 2n])]),
    );
    expect(same.known?.some(isNumber) ?? false).toBe(false);
  });

  it('of what wraps around', () => {
    const sum = said((g) =>
      g.op('Add', [g.constant('a', 'int32', [1], [2 ** 31 - 1]), g.constant('b', 'int32', [1], [1])]),
    );
    expect(sum.known?.some(isNumber) ?? false).toBe(false);
    const small = said((g) =>
      g.op('Add', [g.constant('a', 'uint8', [1], [200]), g.constant('b', 'uint8', [1], [100])]),
    );
    expect(small.known?.some(isNumber) ?? false).toBe(false);
  });

  it('of a size that a loop grows', () => {
    const g = graphBuilder();
    const found = g.op('Squeeze', [g.op('NonZero', [g.input('x', 'float32', [4])]), g.ints('first', [0])]);
    const body = graphBuilder();
    body.input('i', 'int64', []);
    const go = body.input('go', 'bool', []);
    const carried = body.input('carried', 'int64', null);
    const grown = body.op('Concat', [carried, body.ints('seven', [7])], { axis: 0 });
    body.output('again', body.op('Identity', [go]));
    body.output('grown', grown);
    const trips = g.input('trips', 'int64', []);
    const result = g.op('Loop', [trips, g.scalar('yes', 'bool', 1), found], { body });
    g.output('y', g.op('Sub', [g.op('Shape', [result]), g.op('Shape', [found])]));
    const graph = g.build();
    const { known } = graph.value(graph.outputs[0] as ValueId);
    expect(known?.some(isNumber) ?? false).toBe(false);
  });

  it('of what is dropped out at random, or may be', () => {
    const dropped = (training: (g: GraphBuilder) => ValueId | null) =>
      said((g) => {
        const x = g.op('Constant', [], { value_floats: { floats: [1, 2] } });
        return g.op('Dropout', [x, g.scalar('ratio', 'float32', 0.5), training(g)]);
      }).known;
    expect(dropped((g) => g.scalar('training', 'bool', 1))).toBeNull();
    expect(dropped((g) => g.input('training', 'bool', []))).toBeNull();
    expect(dropped((g) => g.scalar('training', 'bool', 0))).toEqual([1, 2]);
    expect(dropped(() => null)).toEqual([1, 2]);
  });

  it('of squares over no axes', () => {
    const squares = said((g) => g.op('ReduceSumSquare', [g.ints('c', [3])], { noop_with_empty_axes: 1 }));
    expect(squares.known).not.toEqual([3]);
  });
});

describe('is known', () => {
  it('of a slice backwards that begins before the first element', () => {
    const numbers = (g: GraphBuilder) =>
      ['s', 'e', 'a', 't'].map((name, i) => g.ints(name, [[-9], [-100], [0], [-1]][i] as number[]));
    expect(said((g) => g.op('Slice', [g.ints('x', [5, 6, 7, 8]), ...numbers(g)]))).toEqual({
      known: [5],
      shape: [1],
    });
    expect(said((g) => g.op('Slice', [g.input('x', 'int64', [0]), ...numbers(g)])).shape).toEqual([0]);
  });

  it('that infinities are equal', () => {
    const same = said((g) =>
      g.op(
        'Equal',
        ['a', 'b'].map((name) => g.constant(name, 'float32', [1], [Number.POSITIVE_INFINITY])),
      ),
    );
    expect(same.known).toEqual([1]);
  });

  it('what a dimension with a hyphen is called', () => {
    const g = graphBuilder();
    g.output('y', g.op('Neg', [g.input('x', 'float32', ['batch-size', 3])]));
    expect(dynamicDims(g.build()).map(({ name }) => name)).toEqual(['batch-size']);
  });
});
