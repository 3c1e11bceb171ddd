import { describe, expect, it } from 'vitest';
import { type GraphBuilder, graphBuilder } from '../../graph';
import { ownId, subgraphAt, subgraphView } from './subgraphs';
import { viewOf } from './view';

/** `If(c, Relu(x), x · x)`: both branches read x of the graph around them. */
function model() {
  const g = graphBuilder({ opset: 17 });
  const x = g.input('x', 'float32', [4]);
  const c = g.input('c', 'bool', []);
  const branch = (build: (b: GraphBuilder) => ReturnType<GraphBuilder['op']>): GraphBuilder => {
    const b = graphBuilder({ opset: 17 });
    b.output('out', build(b));
    return b;
  };
  const yes = branch((b) => b.op('Relu', [b.capture(x)]));
  const no = branch((b) => b.op('Mul', [b.capture(x), b.capture(x)]));
  g.output('y', g.op('If', [c], { then_branch: yes, else_branch: no }));
  return g.build();
}

const graph = model();
const node = viewOf(graph, 0, new Map()).nodes.find(({ op }) => op === 'If');

describe('subgraphs', () => {
  it('have ids of their own, which lead back to their nodes', () => {
    expect(ownId('n3.then_branch|n12')).toBe('n12');
    expect(ownId('n12')).toBe('n12');
  });

  it('are drawn with what they read from outside', () => {
    expect(node?.subgraphs).toEqual(['then_branch', 'else_branch']);
    const inside = [{ node: node?.id ?? '', attr: 'else_branch' }];
    const view = subgraphView(graph, 0, inside);
    expect(view.inside).toEqual(inside);
    expect(view.nodes.filter(({ kind }) => kind === 'node').map(({ op }) => op)).toEqual(['Mul']);
    expect(view.nodes.filter(({ kind }) => kind === 'input')).toHaveLength(1);
    expect(view.nodes.filter(({ kind }) => kind === 'output')).toHaveLength(1);
    const ids = new Set(view.nodes.map(({ id }) => id));
    for (const { from, to } of view.edges) expect(ids.has(from) && ids.has(to)).toBe(true);
    expect([...ids].every((id) => id.includes('|'))).toBe(true);
  });

  it('are the graph itself for an empty way, and refused where there is none', () => {
    expect(subgraphAt(graph, [])).toBe(graph);
    expect(() => subgraphView(graph, 0, [{ node: node?.id ?? '', attr: 'body' }])).toThrow(
      expect.objectContaining({ code: 'STATE_GONE' }),
    );
  });
});
