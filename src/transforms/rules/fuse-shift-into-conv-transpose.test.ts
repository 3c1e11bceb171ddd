import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph/fixtures';
import { fuseShiftIntoConvTranspose as rule } from './fuse-shift-into-conv-transpose';
import { expectRewrite, opsOf, refusals } from './testing';

function model(op: string, group: number, bias: boolean, shape: readonly number[], constant = true) {
  const g = graphBuilder();
  const x = g.input('x', 'float32', [2, 4, 5, 5]);
  const w = g.constant('w', 'float32', op === 'Conv' ? [6, 4 / group, 3, 3] : [4, 6 / group, 3, 3]);
  const conv = g.op(op, bias ? [x, w, g.constant('b', 'float32', [6])] : [x, w], {
    group,
    pads: [1, 1, 1, 1],
  });
  const c = constant ? g.constant('c', 'float32', shape) : g.input('c', 'float32', shape);
  g.output('y', g.op('Add', [c, conv]));
  return g.build();
}

describe('fuse-shift-into-conv-transpose', () => {
  it.each([
    ['ConvTranspose', 1, true, []],
    ['ConvTranspose', 2, true, [6, 1, 1]],
  ])('goes into %s with %i groups (bias: %s, shift of shape %o)', async (op, group, bias, shape) => {
    expect(opsOf(await expectRewrite(rule, model(op, group, bias, shape)))).toEqual([op]);
  });
  it('refuses a shift that differs within a channel', () => {
    expect(refusals(rule, model('ConvTranspose', 1, true, [5]))).toEqual([
      'the shift differs within a channel',
    ]);
    expect(refusals(rule, model('ConvTranspose', 1, true, [1, 1, 6, 1, 1]))).toEqual([
      'the shift differs within a channel',
    ]);
  });
  it('refuses a shift that is not constant', () => {
    expect(refusals(rule, model('ConvTranspose', 1, false, [6, 1, 1], false))).toEqual([
      'an input is not constant',
    ]);
  });
});
