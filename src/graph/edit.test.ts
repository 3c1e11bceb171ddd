import { describe, expect, it } from 'vitest';
import { must } from '../core';
import { Edit } from './edit';
import { graphBuilder } from './fixtures';
import type { Graph } from './graph';
import type { Node, ValueId } from './types';

/** Two vectors that do not broadcast, added, and negated before that. */
function refused(): { graph: Graph; add: Node; neg: Node; inputs: ValueId[] } {
  const g = graphBuilder();
  const inputs = [g.input('x', 'float32', [7]), g.input('k', 'float32', [8])];
  const neg = g.op('Neg', [must(inputs[0], 'x')]);
  g.output('y', g.op('Add', [neg, must(inputs[1], 'k')]));
  const graph = g.build();
  const [first, second] = graph.nodes();
  return { graph, add: must(second, 'Add'), neg: must(first, 'Neg'), inputs };
}

describe('a new node that inference refuses', () => {
  it('has no type where the graph had it before and inference refused it there', () => {
    const { graph, add, inputs } = refused();
    const edit = new Edit(graph);
    const [sum] = edit.addNode({ op: 'Add', inputs: inputs.toReversed(), like: add });
    expect(edit.peek().value(must(sum, 'sum')).type).toBeNull();
  });

  it('is an error where a rewrite brings it in', () => {
    const { graph, neg, inputs } = refused();
    const bad = expect.objectContaining({ code: 'GRAPH_BAD_TYPE' });
    expect(() => new Edit(graph).addNode({ op: 'Add', inputs })).toThrow(bad);
    expect(() => new Edit(graph).addNode({ op: 'Add', inputs, like: neg })).toThrow(bad);
    const g = graphBuilder();
    const x = g.input('x', 'float32', [7]);
    g.output('y', g.op('Add', [x, x]));
    const eight = g.input('k', 'float32', [8]);
    const fine = g.build();
    const [like] = fine.nodes();
    const again = { op: 'Add', inputs: [x, eight], like: must(like, 'Add') };
    expect(() => new Edit(fine).addNode(again)).toThrow(bad);
  });
});
