import { describe, expect, it } from 'vitest';
import {
  type Graph,
  type GraphBuilder,
  graphBuilder,
  inferGraph,
  type Node,
  type ValueId,
} from '../../graph';
import { groupKey } from './groupKey';
import { groupGraph } from './groupModel';
import { overwrites, surrounded, surroundings } from './inPlace';

function graphOf(build: (g: GraphBuilder, x: ValueId) => void): Graph {
  const g = graphBuilder({ opset: 17 });
  build(g, g.input('x', 'float32', [2, 8]));
  return inferGraph(g.raw());
}

function nodeOf(graph: Graph, op: string): Node {
  const found = [...graph.nodes()].find((node) => node.op === op);
  if (found === undefined) throw new Error(`no ${op}`);
  return found;
}

const inside = graphOf((g, x) => g.output('y', g.op('Neg', [g.op('Relu', [g.op('Exp', [x])])])));
const shared = graphOf((g, x) => {
  const e = g.op('Exp', [x]);
  g.output('y', g.op('Add', [g.op('Relu', [e]), e]));
});
const first = graphOf((g, x) => g.output('y', g.op('Neg', [g.op('Relu', [x])])));

const around = (graph: Graph): Graph => {
  const own = groupGraph(graph, [nodeOf(graph, 'Relu')]);
  return surrounded(graph, own);
};

describe('activations inside a model', () => {
  it('write over what nothing else reads', () => {
    const reads = (graph: Graph): boolean => {
      const relu = nodeOf(graph, 'Relu');
      return overwrites(graph, relu, relu.inputs[0] as ValueId);
    };
    expect([inside, shared, first].map(reads)).toEqual([true, false, false]);
  });

  it('are timed between other operators, which do not count', () => {
    const ops = (graph: Graph) =>
      [...around(graph).nodes()].map(({ op, name }) => (name === surroundings ? `(${op})` : op));
    expect(ops(inside).sort()).toEqual(['(Neg)', '(Neg)', 'Relu']);
    expect(ops(shared).sort()).toEqual(['(Neg)', 'Relu']);
  });

  it('have a price of their own', () => {
    const key = (graph: Graph) => groupKey(graph, [nodeOf(graph, 'Relu')]);
    expect(key(inside)).not.toBe(key(shared));
    expect(key(first)).toBe(key(shared));
  });

  it('leave other operators as they are', () => {
    const own = groupGraph(inside, [nodeOf(inside, 'Exp')]);
    expect(surrounded(inside, own)).toBe(own);
  });
});
