import { describe, expect, it } from 'vitest';
import type { DType } from '../../graph';
import { absorbShiftIntoNextConv as rule } from './absorb-shift-into-next-conv';
import { graphOf } from './fixtures';
import { expectRewrite, opsOf, refusals } from './testing';

describe('absorb-shift-into-next-conv', () => {
  const shifted = (
    options: {
      c?: readonly number[];
      op?: string;
      swap?: boolean;
      pads?: number;
      group?: number;
      bias?: boolean;
      type?: DType;
      x?: readonly number[];
    } = {},
  ) => {
    const {
      c = [4, 1, 1],
      op = 'Add',
      swap = false,
      pads = 0,
      group = 1,
      bias = false,
      type = 'float32',
    } = options;
    return graphOf((g) => {
      const x = g.input('x', type, options.x ?? [1, 4, 6, 6]);
      const addend = g.constant('c', type, c);
      const sum = g.op(op, swap ? [addend, x] : [x, addend]);
      const w = g.constant('w', type, [2, 4 / group, 3, 3]);
      const operands = bias ? [sum, w, g.constant('b', type, [2])] : [sum, w];
      return g.op('Conv', operands, { group, pads: [pads, pads, pads, pads], strides: [2, 2] });
    });
  };

  it('goes into the bias, or becomes one', async () => {
    expect(opsOf(await expectRewrite(rule, shifted()))).toEqual(['Conv']);
    await expectRewrite(rule, shifted({ group: 2, bias: true, swap: true }));
    await expectRewrite(rule, shifted({ op: 'Sub', bias: true }));
    await expectRewrite(rule, shifted({ c: [] }));
  });

  it.each([
    ['the convolution pads', shifted({ pads: 1 })],
    ['x is subtracted from the constant', shifted({ op: 'Sub', swap: true })],
    ['the addend differs within a channel', shifted({ c: [6] })],
    ['the addend broadcasts the data', shifted({ x: [1, 1, 6, 6] })],
    ['the type is float16', shifted({ type: 'float16' })],
  ] as const)('refuses: %s', (reason, graph) => expect(refusals(rule, graph)).toContain(reason));
});
