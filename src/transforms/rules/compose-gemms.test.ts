import { describe, expect, it } from 'vitest';
import { graphBuilder, type PlainAttr } from '../../graph';
import { composeGemms as rule } from './compose-gemms';
import { expectRewrite, opsOf, refusals } from './testing';

interface Options {
  readonly middle?: number;
  readonly first?: Record<string, PlainAttr>;
  readonly second?: Record<string, PlainAttr>;
  readonly c?: readonly number[] | null;
  readonly d?: readonly number[] | null;
}

function model({ middle = 8, first = {}, second = {}, c = [8], d = [5] }: Options = {}) {
  const g = graphBuilder();
  const x = g.input('x', 'float32', first.transA === 1 ? [4, 3] : [3, 4]);
  const v = g.constant('v', 'float32', first.transB === 1 ? [middle, 4] : [4, middle]);
  const one = g.op('Gemm', c === null ? [x, v] : [x, v, g.constant('c', 'float32', c)], first);
  const rows = second.transA === 1 ? 3 : middle;
  const w = g.constant('w', 'float32', second.transB === 1 ? [5, rows] : [rows, 5]);
  g.output('y', g.op('Gemm', d === null ? [one, w] : [one, w, g.constant('d', 'float32', d)], second));
  return g.build();
}

describe('compose-gemms', () => {
  it.each([
    [{}],
    [{ first: { transA: 1, transB: 1, alpha: 0.5, beta: { float: 2 } }, second: { transB: 1 } }],
    [{ c: null, d: [3, 1], second: { alpha: { float: 2 }, beta: 0.5 } }],
    [{ d: null }],
    [{ c: null, d: null }],
  ])('%o', async (options) => {
    expect(opsOf(await expectRewrite(rule, model(options)))).toEqual(['Gemm']);
  });
  it('refuses what is more work, transposed, or biased by row', () => {
    expect(refusals(rule, model({ middle: 2, c: [2] }))).toContain('it would be more work');
    expect(refusals(rule, model({ second: { transA: 1 }, d: null }))).toContain(
      'the second layer transposes its input',
    );
    expect(refusals(rule, model({ c: [3, 1] }))).toContain('the first bias is no vector');
  });
});
