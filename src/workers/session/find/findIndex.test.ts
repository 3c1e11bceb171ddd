import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../../graph';
import { findIndex } from './findIndex';

/** `If(c, Relu(x), x · x)`, its input named `tokens`. */
function model() {
  const g = graphBuilder({ opset: 17 });
  const x = g.input('tokens', 'float32', [4, 3]);
  const c = g.input('c', 'bool', []);
  const yes = graphBuilder({ opset: 17 });
  yes.output('yes', yes.op('Relu', [yes.capture(x)]));
  const no = graphBuilder({ opset: 17 });
  no.output('no', no.op('Mul', [no.capture(x), no.capture(x)]));
  const chosen = g.op('If', [c], { then_branch: yes, else_branch: no });
  g.output('y', g.op('Tanh', [chosen]));
  g.output('z', g.op('Exp', [x]));
  return g.build();
}

describe('findIndex', () => {
  const entries = findIndex(model(), 2);
  const entry = (op: string) => entries.find(({ node }) => node.op === op);

  it('has the nodes of subgraphs, and the way to them', () => {
    const mul = entry('Mul');
    expect(mul?.inside.map(({ attr, label }) => [attr, label])).toEqual([['else_branch', 'If else_branch']]);
    expect(mul?.inside[0]?.node).toBe(entry('If')?.node.id);
    expect(mul?.path).toEqual(['If else_branch']);
    expect(mul?.node.id).toContain('|');
    expect(mul?.values).toContain('no');
  });

  it('knows what goes in, by name and by shape', () => {
    expect(entry('Exp')).toMatchObject({ inside: [], path: [], inputs: ['4×3'] });
    expect(entry('Exp')?.values).toEqual(expect.arrayContaining(['z', 'tokens']));
  });
});
