import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph/fixtures';
import { moveSplitBeforeSoftmax as rule } from './move-split-before-softmax';
import { expectRewrite, opsOf, refusals } from './testing';

describe('move-split-before-softmax', () => {
  const split = (softmax: number, axis: number, opset = 17, used = 2) => {
    const g = graphBuilder({ opset });
    const y = g.op('Softmax', [g.input('x', 'float32', [3, 4, 5])], { axis: softmax });
    const sizes = axis === 0 ? [1, 2] : axis === 1 ? [1, 3] : [2, 3];
    const parts =
      opset >= 13
        ? g.node('Split', [y, g.ints('s', sizes)], { axis }, { outputs: 2 })
        : g.node('Split', [y], { axis, split: sizes }, { outputs: 2 });
    parts.slice(0, used).forEach((part, i) => {
      g.output(`y${i}`, g.op('Relu', [part]));
    });
    return g.build();
  };

  it('normalises each part', async () => {
    expect(opsOf(await expectRewrite(rule, split(-1, 1)))).toEqual([
      'Split',
      'Softmax',
      'Relu',
      'Softmax',
      'Relu',
    ]);
    await expectRewrite(rule, split(1, 0, 12));
  });

  it('leaves what nobody uses', async () => {
    expect(opsOf(await expectRewrite(rule, split(-1, 0, 17, 1)))).toEqual(['Split', 'Softmax', 'Relu']);
  });

  it('refuses the normalised axis, also by flattening, and unknown sizes', () => {
    expect(refusals(rule, split(-1, 2))).toContain('a normalised axis is split');
    expect(refusals(rule, split(1, 2, 12))).toContain('a normalised axis is split');
    const g = graphBuilder();
    const y = g.op('Softmax', [g.input('x', 'float32', [3, 4])]);
    const parts = g.node('Split', [y, g.input('s', 'int64', [2])], { axis: 0 }, { outputs: 2 });
    for (const [i, part] of parts.entries()) g.output(`y${i}`, part);
    expect(refusals(rule, g.build())).toContain('the sizes are not known');
  });
});
