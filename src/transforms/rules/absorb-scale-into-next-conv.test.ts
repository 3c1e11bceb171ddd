import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph/fixtures';
import { absorbScaleIntoNextConv as rule } from './absorb-scale-into-next-conv';
import { expectRewrite, opsOf, refusals } from './testing';

function model(op: string, group: number, x: readonly number[], s: readonly number[]) {
  const g = graphBuilder();
  const product = g.op('Mul', [g.input('x', 'float32', x), g.constant('s', 'float32', s)]);
  const w = g.constant('w', 'float32', op === 'Conv' ? [6, 4 / group, 3, 3] : [4, 6 / group, 3, 3]);
  g.output('y', g.op(op, [product, w, g.constant('b', 'float32', [6])], { group, pads: [1, 1, 1, 1] }));
  return g.build();
}

describe('absorb-scale-into-next-conv', () => {
  it.each([
    ['Conv', 1, [4, 1, 1]],
    ['Conv', 2, [1, 4, 1, 1]],
    ['ConvTranspose', 2, [4, 1, 1]],
    ['Conv', 2, [1]],
  ])('goes into %s with %i groups (factor of shape %o)', async (op, group, s) => {
    expect(opsOf(await expectRewrite(rule, model(op, group, [2, 4, 5, 5], s)))).toEqual([op]);
  });
  it('refuses a factor that differs within a channel', () => {
    expect(refusals(rule, model('Conv', 1, [2, 4, 5, 5], [5]))).toEqual([
      'the factor differs within a channel',
    ]);
  });
  it('refuses a factor that broadcasts the data', () => {
    expect(refusals(rule, model('Conv', 1, [2, 1, 5, 5], [4, 1, 1]))).toEqual([
      'the factor broadcasts the data',
    ]);
  });
});
