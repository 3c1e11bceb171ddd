import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph/fixtures';
import { mergeChannelGathers as rule } from './merge-channel-gathers';
import { expectRewrite, opsOf, refusals } from './testing';

function model(p: readonly number[], q: readonly number[], axis = 1) {
  const g = graphBuilder();
  const inner = g.op('Gather', [g.input('x', 'float32', [2, 4, 3]), g.ints('p', p)], { axis });
  g.output('y', g.op('Gather', [inner, g.ints('q', q)], { axis: 1 }));
  return g.build();
}

describe('merge-channel-gathers', () => {
  it('picks once', async () => {
    expect(opsOf(await expectRewrite(rule, model([3, 1, 0], [-1, 0, 0, 1])))).toEqual(['Gather']);
  });
  it('refuses another axis', () => {
    expect(refusals(rule, model([2, 1, 0], [3, 0], 2))).toContain('it does not pick known channels');
  });
});
