import { describe, expect, it } from 'vitest';
import { convTransposed, graphOf } from './fixtures';
import { fuseShiftIntoConvTranspose as rule } from './fuse-shift-into-conv-transpose';
import { expectRewrite, opsOf, refusals } from './testing';

const written = (group: number, bias: boolean, shape: readonly number[], constant = true) =>
  graphOf((g) => {
    const conv = convTransposed(g, { group, bias });
    const c = constant ? g.constant('c', 'float32', shape) : g.input('c', 'float32', shape);
    return g.op('Add', [c, conv]);
  });

describe('fuse-shift-into-conv-transpose', () => {
  it.each([
    [1, true, []],
    [2, true, [6, 1, 1]],
  ])('goes into %i groups (bias: %s, shift of shape %o)', async (group, bias, shape) => {
    expect(opsOf(await expectRewrite(rule, written(group, bias, shape)))).toEqual(['ConvTranspose']);
  });
  it.each([[[5]], [[1, 1, 6, 1, 1]]])(
    'refuses a shift of shape %o, which differs within a channel',
    (shape) => {
      expect(refusals(rule, written(1, true, shape))).toEqual(['the shift differs within a channel']);
    },
  );
  it('refuses a shift that is not constant', () => {
    expect(refusals(rule, written(1, false, [6, 1, 1], false))).toEqual(['an input is not constant']);
  });
});
