import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph/fixtures';
import { eliminateIdentity } from './eliminate-identity';
import { expectRewrite, refusals } from './testing';

describe('eliminate-identity', () => {
  it('bypasses an Identity', async () => {
    const g = graphBuilder();
    const x = g.input('x', 'float32', [2, 3]);
    g.output('y', g.op('Relu', [g.op('Identity', [x])]));
    const after = await expectRewrite(eliminateIdentity, g.build());
    expect([...after.nodes()].map((node) => node.op)).toEqual(['Relu']);
  });

  it('keeps the Identity that names an output', () => {
    const g = graphBuilder();
    const x = g.input('x', 'float32', [2, 3]);
    g.output('y', g.op('Identity', [x]));
    expect(refusals(eliminateIdentity, g.build())).toEqual(['it gives an output of the graph its name']);
  });
});
