import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph/fixtures';
import { joinConvsIntoGroups as rule } from './join-convs-into-groups';
import { expectRewrite, opsOf, refusals } from './testing';

interface Options {
  readonly sizes?: readonly number[];
  readonly kernels?: readonly number[];
  readonly order?: readonly number[];
  readonly axis?: number;
  readonly extra?: 'output' | 'relu';
}

function model({ sizes = [2, 2], kernels = [3, 3], order = [0, 1], axis = 1, extra }: Options = {}) {
  const g = graphBuilder();
  const x = g.input('x', 'float32', [1, 4, 6, 6]);
  const parts = g.node('Split', [x, g.ints('sizes', sizes)], { axis: 1 }, { outputs: sizes.length });
  const convs = order.map((from, i) => {
    const part = parts[from] ?? x;
    const k = kernels[i] ?? 3;
    const w = g.constant(`w${i}`, 'float32', [3, sizes[from] ?? 2, k, k]);
    const operands = i === 0 ? [part, w, g.constant('b', 'float32', [3])] : [part, w];
    return g.op('Conv', operands, { pads: k === 3 ? [1, 1, 1, 1] : [0, 0, 0, 0] });
  });
  if (extra === 'relu') convs[1] = g.op('Relu', [convs[1] ?? x]);
  g.output('y', g.op('Concat', convs, { axis }));
  if (extra === 'output') g.output('z', g.op('Neg', [convs[0] ?? x]));
  return g.build();
}

describe('join-convs-into-groups', () => {
  it('joins the parts', async () => {
    expect(opsOf(await expectRewrite(rule, model()))).toEqual(['Conv']);
  });
  it.each([
    [{ axis: 2 }, 'the parts are not joined along the channels'],
    [{ extra: 'relu' as const }, 'a part is no convolution'],
    [{ extra: 'output' as const }, 'a part is also used elsewhere'],
    [{ order: [1, 0] }, 'the convolutions do not read the parts of one Split in order'],
    [{ sizes: [1, 3] }, 'the convolutions differ'],
    [{ kernels: [3, 1] }, 'the convolutions differ'],
    [{ order: [0] }, 'there is a single part'],
  ])('refuses %o', (options, reason) => {
    expect(refusals(rule, model(options))).toEqual([reason]);
  });
});
