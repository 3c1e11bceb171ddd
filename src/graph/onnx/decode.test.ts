import { describe, expect, it } from 'vitest';
import { must } from '../../core';
import type { Graph } from '../graph';
import { inferGraph } from '../inferGraph';
import type { Node } from '../types';
import { decodeModel } from './decode';
import type { Message } from './schema';
import { floatTensor, modelBytes, seedModels, tensorInfo } from './seeds';

const seed = (name: string): Graph => decodeModel(must(seedModels[name], name));
const nodeNamed = (graph: Graph, op: string): Node =>
  must(
    [...graph.nodes()].find((n) => n.op === op),
    op,
  );

describe('decodeModel', () => {
  it('reads nodes, attributes, initializers and types', () => {
    const graph = seed('convolution');
    const conv = nodeNamed(graph, 'Conv');
    expect(conv.attrs.get('pads')).toMatchObject({ kind: 'ints', value: [1, 1, 1, 1] });
    expect(conv.attrs.get('auto_pad')).toMatchObject({ kind: 'string', value: 'NOTSET' });
    expect(graph.value(must(conv.outputs[0], 'c')).type).toEqual({
      kind: 'tensor',
      dtype: 'float32',
      shape: [1, 2, 5, 5],
    });
    expect(graph.constant(conv.inputs[1])).toMatchObject({
      dtype: 'float32',
      shape: [2, 1, 3, 3],
      name: 'w',
    });
    expect(graph.uses(must(conv.inputs[1], 'w'))).toEqual([{ node: conv.id, slot: 1 }]);
    expect(graph.inputs).toHaveLength(1);
  });

  it('keeps Constant nodes and marks their outputs', () => {
    const graph = seed('control');
    const node = nodeNamed(graph, 'Constant');
    expect(graph.constant(node.outputs[0])).toMatchObject({ dtype: 'float32', shape: [1] });
  });

  it('turns what subgraphs read from outside into captures', () => {
    const graph = seed('control');
    const branch = nodeNamed(graph, 'If');
    expect(branch.captures.map((id) => graph.value(id).name)).toEqual(['x', 'k']);
    const attr = branch.attrs.get('else_branch');
    const inner = must(attr?.kind === 'graph' ? attr.value : null, 'else');
    const mul = nodeNamed(inner, 'Mul');
    expect(mul.inputs.map((id) => inner.value(must(id, 'input')).capture)).toEqual([0, 1]);
    expect(graph.uses(must(branch.captures[1], 'k'))).toEqual([{ node: branch.id, slot: 2 }]);
  });

  it('reads functions, other types, external data and strings', () => {
    const graph = seed('calls');
    const fn = must(graph.header.functions.get('local:Twice:'), 'function');
    expect([...fn.body.nodes()].map((n) => n.op)).toEqual(['Constant', 'Mul']);
    expect(fn.body.constant(nodeNamed(fn.body, 'Constant').outputs[0])).toBeNull();
    expect(graph.inputs.slice(1).map((id) => graph.value(id).type?.kind)).toEqual([
      'sequence',
      'optional',
      'map',
    ]);
    const unknown = nodeNamed(graph, 'Unknown');
    expect(unknown.inputs[1]).toBeNull();
    expect(unknown.outputs[1]).toBeNull();
    expect(graph.constant(unknown.inputs[2])).toMatchObject({
      source: { at: 'external', location: 'weights.bin', offset: 4096, length: 16 },
    });
  });

  it('does not take sizes in different subgraphs for one because their values have one name', () => {
    const branch = (op: string): Message<'GraphProto'> => ({
      node: [
        { input: ['x', 'keep'], output: ['kept'], op_type: 'Compress' },
        { input: ['kept'], output: ['res'], op_type: op },
      ],
      output: [tensorInfo('res', ['?'])],
    });
    const choice = (cond: string, output: string): Message<'NodeProto'> => ({
      input: [cond],
      output: [output],
      op_type: 'If',
      attribute: [
        { name: 'then_branch', type: 5, g: branch('Neg') },
        { name: 'else_branch', type: 5, g: branch('Abs') },
      ],
    });
    const node = (op_type: string, ...input: string[]) => ({
      input,
      output: [`${op_type}${input}`],
      op_type,
    });
    const graph = decodeModel(
      modelBytes({
        node: [
          choice('c', 'a'),
          choice('d', 'b'),
          node('Size', 'a'),
          node('Size', 'b'),
          node('Sub', 'Sizea', 'Sizeb'),
        ],
        input: [
          tensorInfo('x', [9]),
          tensorInfo('keep', [9], 9),
          tensorInfo('c', [], 9),
          tensorInfo('d', [], 9),
        ],
        output: [tensorInfo('SubSizea,Sizeb', [], 7)],
      }),
    );
    const difference = inferGraph(graph).value(must(graph.outputs[0], 'difference'));
    expect(difference.known).not.toEqual([0]);
  });

  it('takes initializers that IR version 3 lists as inputs for what they are', () => {
    const graph: Message<'GraphProto'> = {
      node: [{ input: ['x', 'w'], output: ['y'], op_type: 'Add' }],
      initializer: [floatTensor('w', [1], [1])],
      input: [tensorInfo('x', [1]), tensorInfo('w', [1])],
      output: [tensorInfo('y', [1])],
    };
    expect(decodeModel(modelBytes(graph, { ir_version: 3 })).inputs).toHaveLength(1);
    expect(decodeModel(modelBytes(graph, { ir_version: 8 })).inputs).toHaveLength(2);
  });

  it('accepts nodes out of order', () => {
    const graph = decodeModel(
      modelBytes({
        node: [
          { input: ['h'], output: ['y'], op_type: 'Relu' },
          { input: ['x'], output: ['h'], op_type: 'Neg' },
        ],
        input: [tensorInfo('x', [1])],
        output: [tensorInfo('y', [1])],
      }),
    );
    expect(graph.topological().map((id) => graph.node(id).op)).toEqual(['Neg', 'Relu']);
  });

  it('takes the later of two constants of one name', () => {
    const constant = (value: number) => ({
      output: ['k'],
      op_type: 'Constant',
      attribute: [{ name: 'value_float', type: 1, f: value }],
    });
    const graph = decodeModel(
      modelBytes({
        node: [constant(1), { input: ['x', 'k'], output: ['y'], op_type: 'Mul' }, constant(2)],
        input: [tensorInfo('x', [1])],
        output: [tensorInfo('y', [1])],
      }),
    );
    const used = graph.producer(nodeNamed(graph, 'Mul').inputs[1]);
    expect(used?.attrs.get('value_float')).toMatchObject({ value: 2 });
  });

  const relu = (input: string, output: string): Message<'NodeProto'> => ({
    input: [input],
    output: [output],
    op_type: 'Relu',
  });
  const io = { input: [tensorInfo('x', [1])], output: [tensorInfo('y', [1])] };
  it.each([
    ['GRAPH_CYCLE', { ...io, node: [relu('b', 'a'), relu('a', 'b'), relu('b', 'y')] }],
    ['GRAPH_DUPLICATE_NAME', { ...io, node: [relu('x', 'y'), relu('x', 'y')] }],
    ['GRAPH_DUPLICATE_NAME', { ...io, node: [relu('x', 'y'), relu('y', 'x')] }],
    ['GRAPH_MISSING_INPUT', { ...io, node: [relu('nowhere', 'y')] }],
    ['GRAPH_MISSING_INPUT', { ...io, node: [] }],
    [
      'GRAPH_BAD_INITIALIZER',
      {
        ...io,
        node: [relu('x', 'y')],
        initializer: [{ name: 'w', dims: [3], data_type: 1, raw_data: new Uint8Array(8) }],
      },
    ],
  ] as const)('%s', (code, graph) => {
    expect(() => decodeModel(modelBytes(graph))).toThrowError(expect.objectContaining({ code }));
  });

  it('refuses a cycle through a subgraph', () => {
    const inner: Message<'GraphProto'> = { node: [relu('y', 'i')], output: [tensorInfo('i', [1])] };
    const attribute = ['then_branch', 'else_branch'].map((name) => ({ name, type: 5, g: inner }));
    const graph = { ...io, node: [{ input: ['x'], output: ['y'], op_type: 'If', attribute }] };
    expect(() => decodeModel(modelBytes(graph))).toThrowError(
      expect.objectContaining({ code: 'GRAPH_CYCLE' }),
    );
  });

  it('limits nesting', () => {
    let graph: Message<'GraphProto'> = { name: 'innermost' };
    for (let i = 0; i < 60; i++)
      graph = { node: [{ op_type: 'If', attribute: [{ name: 'g', type: 5, g: graph }] }] };
    expect(() => decodeModel(modelBytes(graph))).toThrowError(
      expect.objectContaining({ code: 'MODEL_LIMIT' }),
    );
  });
});
