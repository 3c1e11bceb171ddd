import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph/fixtures';
import { eliminateNopCast } from './eliminate-nop-cast';
import { expectRewrite, opsOf, refusals } from './testing';

describe('eliminate-nop-cast', () => {
  const model = (from: 'float32' | 'int32', direct = false) => {
    const g = graphBuilder();
    const x = g.input('x', from, [2, 3]);
    const y = g.op('Cast', [x], { to: 1 });
    g.output('y', direct ? y : g.op('Relu', [y]));
    return g.build();
  };

  it('drops a Cast to the same type', async () => {
    expect(opsOf(await expectRewrite(eliminateNopCast, model('float32')))).toEqual(['Relu']);
  });

  it('stays where it changes the type, or names an output', () => {
    expect(refusals(eliminateNopCast, model('int32'))).toEqual(['it changes the type']);
    expect(refusals(eliminateNopCast, model('float32', true))).toEqual([
      'it gives an output of the graph its name',
    ]);
  });
});
