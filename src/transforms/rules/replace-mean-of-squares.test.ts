import { describe, expect, it } from 'vitest';
import { model } from './fixtures';
import { replaceMeanOfSquares as rule } from './replace-mean-of-squares';
import { expectRewrite, opsOf, refusals } from './testing';

describe('replace-mean-of-squares', () => {
  it.each<readonly [string, number, boolean]>([
    ['a power', 17, true],
    ['a product', 17, false],
    ['axes that are given', 18, true],
  ])('rewrites %s', async (_, opset, power) => {
    const graph = model((g, x) => {
      const square = power ? g.op('Pow', [x, g.scalar('two', 'float32', 2)]) : g.op('Mul', [x, x]);
      return opset < 18
        ? g.op('ReduceMean', [square], { axes: [-1] })
        : g.op('ReduceMean', [square, g.ints('axes', [1])], { keepdims: 0 });
    }, opset);
    expect(opsOf(await expectRewrite(rule, graph))).toEqual(['ReduceSumSquare', 'Div']);
  });

  it('takes all axes where none is named', async () => {
    const graph = model((g, x) => g.op('ReduceMean', [g.op('Mul', [x, x])]));
    expect(opsOf(await expectRewrite(rule, graph))).toEqual(['ReduceSumSquare', 'Div']);
  });

  it('refuses the rest', () => {
    const cubes = model((g, x) => g.op('ReduceMean', [g.op('Pow', [x, g.scalar('three', 'float32', 3)])]));
    expect(refusals(rule, cubes)).toEqual(['the power is not 2']);
    const wide = model((g, x) =>
      g.op('ReduceMean', [g.op('Pow', [x, g.constant('two', 'float32', [1, 1, 1], [2])])]),
    );
    expect(refusals(rule, wide)).toEqual(['a constant may add axes']);
    const half = model((g, x) => {
      const h = g.op('Cast', [x], { to: 10 });
      return g.op('ReduceMean', [g.op('Mul', [h, h])]);
    });
    expect(refusals(rule, half)).toEqual(['the type is float16, not float32']);
  });
});
