import { describe, expect, it } from 'vitest';
import { model } from './fixtures';
import { recogniseRelu as rule } from './recognise-relu';
import { expectRewrite, opsOf, refusals } from './testing';

describe('recognise-relu', () => {
  it.each<readonly [string, readonly number[], boolean]>([
    ['one zero', [], false],
    ['one zero, first', [], true],
    ['a row of zeros', [3], false],
    ['as many zeros', [2, 3], false],
  ])('rewrites a maximum with %s', async (_, shape, first) => {
    const zeros = new Array<number>(shape.reduce((n, d) => n * d, 1)).fill(0);
    const after = await expectRewrite(
      rule,
      model((g, x) => {
        const zero = g.constant('z', 'float32', shape, zeros);
        return g.op('Max', first ? [zero, x] : [x, zero]);
      }),
    );
    expect(opsOf(after)).toEqual(['Relu']);
  });

  it.each<readonly [string, readonly number[], number]>([
    ['the other operand is not zero', [], 0.5],
    ['the zeros may enlarge x', [4, 1, 1], 0],
  ])('refuses where %s', (reason, shape, value) => {
    const values = new Array<number>(shape.reduce((n, d) => n * d, 1)).fill(value);
    const graph = model((g, x) => g.op('Max', [x, g.constant('z', 'float32', shape, values)]));
    expect(refusals(rule, graph)).toContain(reason);
  });
});
