import { describe, expect, it } from 'vitest';
import { must } from '../core';
import { inlineFunctions } from './inlineFunctions';
import { decodeModel, readModel } from './onnx/decode';
import { concatChunks, encodeModel } from './onnx/encode';
import type { Message } from './onnx/schema';
import { modelBytes, seedModels, tensorInfo } from './onnx/seeds';
import { validate } from './validate';

const imports = (version: number) => [
  { domain: '', version },
  { domain: 'local', version: 1 },
];

/** y = Outer(x), where Outer(a) = Inner(a, by: scale) + a and Inner(a) = a * by. */
function nested(functionVersion: number): Uint8Array {
  const inner: Message<'FunctionProto'> = {
    name: 'Inner',
    domain: 'local',
    input: ['a'],
    output: ['m'],
    attribute: ['by'],
    opset_import: imports(functionVersion),
    node: [
      {
        output: ['f'],
        op_type: 'Constant',
        attribute: [{ name: 'value_float', type: 1, ref_attr_name: 'by' }],
      },
      { input: ['a', 'f'], output: ['m'], op_type: 'Mul' },
    ],
  };
  const outer: Message<'FunctionProto'> = {
    name: 'Outer',
    domain: 'local',
    input: ['a'],
    output: ['s'],
    attribute: ['scale'],
    opset_import: imports(functionVersion),
    node: [
      {
        input: ['a'],
        output: ['i'],
        op_type: 'Inner',
        domain: 'local',
        attribute: [{ name: 'by', type: 1, ref_attr_name: 'scale' }],
      },
      { input: ['i', 'a'], output: ['s'], op_type: 'Add' },
    ],
  };
  return modelBytes(
    {
      node: [
        {
          input: ['x'],
          output: ['y'],
          op_type: 'Outer',
          domain: 'local',
          attribute: [{ name: 'scale', type: 1, f: 3 }],
        },
      ],
      input: [tensorInfo('x', [2])],
      output: [tensorInfo('y', [2])],
    },
    { opset_import: imports(21), functions: [inner, outer] },
  );
}

describe('inlineFunctions', () => {
  it('puts nested bodies in place of their calls, with the attributes of each call', () => {
    const graph = inlineFunctions(decodeModel(nested(21)));
    expect(graph.topological().map((id) => graph.node(id).op)).toEqual(['Mul', 'Add']);
    const mul = graph.node(must(graph.topological()[0], 'mul'));
    const by = must(graph.constant(mul.inputs[1]), 'by');
    expect(
      by.kind === 'tensor' && by.source.at === 'bytes' && new Float32Array(by.source.bytes.slice().buffer)[0],
    ).toBe(3);
    expect(graph.header.functions.size).toBe(0);
    expect(validate(graph)).toEqual([]);
    const message = readModel(concatChunks(encodeModel(graph, { resolve: () => null })));
    expect(message.functions).toBeUndefined();
    expect(message.graph?.output?.[0]?.name).toBe('y');
  });

  it('leaves calls of functions written for another opset', () => {
    const graph = inlineFunctions(decodeModel(nested(13)));
    expect([...graph.nodes()].map((node) => node.op)).toEqual(['Outer']);
    expect([...graph.header.functions.keys()].sort()).toEqual(['local:Inner:', 'local:Outer:']);
  });

  it('puts one body behind another, where one call reads what another gives', () => {
    const twice: Message<'FunctionProto'> = {
      name: 'Twice',
      domain: 'local',
      input: ['a'],
      output: ['b'],
      opset_import: imports(21),
      node: [{ input: ['a', 'a'], output: ['b'], op_type: 'Add' }],
    };
    const call = (input: string, output: string) => ({
      input: [input],
      output: [output],
      op_type: 'Twice',
      domain: 'local',
    });
    const bytes = modelBytes(
      {
        node: [call('x', 't'), call('t', 'y')],
        input: [tensorInfo('x', [2])],
        output: [tensorInfo('y', [2])],
      },
      { opset_import: imports(21), functions: [twice] },
    );
    const graph = inlineFunctions(decodeModel(bytes));
    expect(graph.topological().map((id) => graph.node(id).op)).toEqual(['Add', 'Add']);
    expect(validate(graph)).toEqual([]);
  });

  it('leaves calls of operators that are no functions', () => {
    const graph = inlineFunctions(decodeModel(must(seedModels.calls, 'seed')));
    expect(graph.topological().map((id) => graph.node(id).op)).toEqual(['Mul', 'Unknown']);
  });
});
