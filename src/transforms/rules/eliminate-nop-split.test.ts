import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph/fixtures';
import { eliminateNopSplit } from './eliminate-nop-split';
import { expectRewrite, opsOf, refusals } from './testing';

describe('eliminate-nop-split', () => {
  const model = (parts: number) => {
    const g = graphBuilder();
    const made = g.node('Split', [g.input('x', 'float32', [2, 3])], { axis: 0 }, { outputs: parts });
    for (const [i, part] of made.entries()) g.output(`y${i}`, g.op('Relu', [part]));
    return g.build();
  };

  it('drops a Split into one', async () => {
    expect(opsOf(await expectRewrite(eliminateNopSplit, model(1)))).toEqual(['Relu']);
  });

  it('stays where there are several parts', () => {
    expect(refusals(eliminateNopSplit, model(2))).toEqual(['it has several outputs']);
  });
});
