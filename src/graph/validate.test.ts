import { describe, expect, it } from 'vitest';
import { must, Vec } from '../core';
import { Edit } from './edit';
import { graphBuilder } from './fixtures';
import { Graph, type GraphParts } from './graph';
import { type Node, nodeId, type Value, valueId } from './types';
import { validate } from './validate';

function chain(): Graph {
  const g = graphBuilder();
  const x = g.input('x', 'float32', [2, 3]);
  const w = g.constant('w', 'float32', [3]);
  const a = g.op('Add', [x, w]);
  const b = g.op('Relu', [a]);
  g.output('y', b);
  return g.build();
}

const broken = (graph: Graph, parts: Partial<GraphParts>): string[] =>
  validate(new Graph({ ...graph.parts, ...parts })).map((problem) => problem.message);

const withNode = (graph: Graph, id: number, change: Partial<Node>): string[] =>
  broken(graph, { nodes: graph.parts.nodes.set(id, { ...graph.node(nodeId(id)), ...change }) });

const withValue = (graph: Graph, id: number, change: Partial<Value>): string[] =>
  broken(graph, { values: graph.parts.values.set(id, { ...graph.value(valueId(id)), ...change }) });

describe('validate', () => {
  it('has nothing to say of a sound graph, before and after an edit', () => {
    const graph = chain();
    expect(validate(graph)).toEqual([]);
    const edit = new Edit(graph);
    const y = must(graph.outputs[0], 'output');
    const relu = must(graph.producer(y), 'Relu');
    const input = must(relu.inputs[0], 'its input');
    const [sigmoid] = edit.addNode({ op: 'Sigmoid', inputs: [input] });
    edit.replace(y, must(sigmoid, 'new output'));
    edit.sweep([relu.id]);
    expect(validate(edit.finish().graph)).toEqual([]);
  });

  it('finds dangling ids and false use lists', () => {
    const graph = chain();
    expect(withNode(graph, 1, { inputs: [valueId(99)] })).toContainEqual(expect.stringContaining('value 99'));
    expect(withNode(graph, 1, { inputs: [valueId(0)] })).toContainEqual(expect.stringContaining('uses'));
    expect(withNode(graph, 1, { outputs: [null] })).toContainEqual(expect.stringContaining('no output'));
    expect(broken(graph, { outputs: [valueId(50)] })).toContainEqual(expect.stringContaining('output 0'));
    expect(broken(graph, { size: 7 })).toContainEqual(expect.stringContaining('7 nodes'));
    expect(broken(graph, { inputs: [] })).toContainEqual(expect.stringContaining('nothing produces'));
  });

  it('finds cycles', () => {
    const graph = chain();
    const add = graph.node(nodeId(0));
    const relu = graph.node(nodeId(1));
    const y = must(relu.outputs[0], 'y');
    const x = valueId(0);
    const messages = broken(graph, {
      nodes: graph.parts.nodes.set(0, { ...add, inputs: add.inputs.with(0, y) }),
      uses: graph.parts.uses.set(y, [{ node: add.id, slot: 0 }]).set(x, []),
    });
    expect(messages).toEqual([expect.stringContaining('cycle')]);
  });

  it('finds duplicate and missing names', () => {
    const graph = chain();
    expect(withValue(graph, 2, { name: 'x' })).toEqual([expect.stringContaining('"x" belongs to')]);
    expect(withValue(graph, 3, { name: '' })).toEqual([expect.stringContaining('has no name')]);
  });

  it('finds constants whose bytes or types do not fit', () => {
    const graph = chain();
    const constant = must(graph.constant(valueId(1)), 'w');
    const longer = { ...constant, shape: [4] };
    const messages = withValue(graph, 1, { constant: longer });
    expect(messages).toContainEqual(expect.stringContaining('12 bytes for float32[4], which takes 16'));
    expect(messages).toContainEqual(expect.stringContaining('type of another shape'));
  });

  it('finds domains without a version', () => {
    const graph = chain();
    const messages = withNode(graph, 1, { domain: 'com.example' });
    expect(messages).toEqual([expect.stringContaining('com.example')]);
  });

  it('checks subgraphs, and says where they are', () => {
    const g = graphBuilder();
    const cond = g.input('cond', 'bool', []);
    const x = g.input('x', 'float32', [2]);
    const body = graphBuilder();
    body.output('o', body.op('Neg', [body.capture(x)]));
    g.output('y', g.op('If', [cond], { then_branch: body, else_branch: body }));
    const graph = g.build();
    expect(validate(graph)).toEqual([]);
    const node = graph.node(nodeId(0));
    const problems = validate(
      new Graph({
        ...graph.parts,
        nodes: Vec.from<Node | null>([{ ...node, captures: [] }]),
        uses: graph.parts.uses.set(x, []),
      }),
    );
    expect(problems[0]).toMatchObject({ path: [0], message: expect.stringContaining('capture 0 of 0') });
  });
});
