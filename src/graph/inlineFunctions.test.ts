import { describe, expect, it } from 'vitest';
import { must } from '../core';
import { inferGraphWithProblems } from './inferGraph';
import { inlineFunctions } from './inlineFunctions';
import { decodeModel, readModel } from './onnx/decode';
import { concatChunks, encodeModel } from './onnx/encode';
import type { Message } from './onnx/schema';
import { floatTensor, modelBytes, seedModels, tensorInfo } from './onnx/seeds';
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

  const local = (name: string, input: string[], output: string[], scope = ''): Message<'NodeProto'> => ({
    input,
    output,
    op_type: name,
    domain: 'local',
    name: scope,
  });
  /** A function of one output `r`. */
  const fn = (name: string, input: string[], node: Message<'NodeProto'>[]): Message<'FunctionProto'> => ({
    name,
    domain: 'local',
    input,
    output: ['r'],
    opset_import: imports(21),
    node,
  });
  const inlined = (
    graph: Message<'GraphProto'>,
    functions: Message<'FunctionProto'>[],
    opset_import = imports(21),
  ) => inlineFunctions(decodeModel(modelBytes(graph, { opset_import, functions })));

  it('takes versions that only the functions import', () => {
    const reshape = fn('F', ['a', 's'], [{ input: ['a', 's'], output: ['r'], op_type: 'Reshape' }]);
    const { graph, problems } = inferGraphWithProblems(
      inlined(
        {
          node: [local('F', ['x', 'shape'], ['y'])],
          initializer: [
            { name: 'shape', dims: [1], data_type: 7, raw_data: new Uint8Array([6, 0, 0, 0, 0, 0, 0, 0]) },
          ],
          input: [tensorInfo('x', [2, 3])],
          output: [{ name: 'y' }],
        },
        [reshape],
        [{ domain: 'local', version: 1 }],
      ),
    );
    expect(problems).toEqual([]);
    expect(graph.header.opsets.get('')).toBe(21);
    expect(graph.value(must(graph.outputs[0], 'y')).type).toMatchObject({ shape: [6] });
  });

  it('opens a model with a stale type before a call, as it does without functions', () => {
    const eight = {
      output: ['k'],
      op_type: 'Constant',
      attribute: [{ name: 'value', type: 4, t: floatTensor('', [8], [1, 2, 3, 4, 5, 6, 7, 8]) }],
    };
    const graph = inlined(
      {
        node: [
          { input: ['x'], output: ['h'], op_type: 'Foo', domain: 'com.example' },
          local('F', ['h'], ['y']),
        ],
        input: [tensorInfo('x', [1, 8])],
        output: [tensorInfo('y', [1, 8])],
        value_info: [tensorInfo('h', [1, 7])],
      },
      [fn('F', ['a'], [eight, { input: ['a', 'k'], output: ['r'], op_type: 'Add' }])],
      [...imports(21), { domain: 'com.example', version: 1 }],
    );
    expect([...graph.nodes()].map((node) => node.op)).toEqual(['Foo', 'Add']);
    expect(inferGraphWithProblems(graph).problems.map(({ message }) => message)).toEqual([
      expect.stringContaining('do not broadcast'),
    ]);
  });

  it('keeps the stated type of a call’s output where inference knows less', () => {
    const { graph, problems } = inferGraphWithProblems(
      inlined(
        {
          node: [local('F', ['x', 's'], ['h']), { input: ['h'], output: ['y'], op_type: 'Relu' }],
          input: [tensorInfo('x', ['n']), tensorInfo('s', [3], 7)],
          output: [{ name: 'y' }],
          value_info: [tensorInfo('h', [1, 197, 768])],
        },
        [fn('F', ['a', 's'], [{ input: ['a', 's'], output: ['r'], op_type: 'Reshape' }])],
      ),
    );
    expect(problems).toEqual([]);
    expect(graph.value(must(graph.outputs[0], 'y')).type).toMatchObject({ shape: [1, 197, 768] });
  });

  it('names what it puts in after the call and after the node itself', () => {
    const graph = inlined(
      {
        node: [local('F', ['x'], ['h'], 'one'), local('F', ['h'], ['y'], 'two')],
        input: [tensorInfo('x', [2])],
        output: [tensorInfo('y', [2])],
      },
      [
        fn('F', ['a'], [local('G', ['a'], ['b'], 'inner'), { input: ['b'], output: ['r'], op_type: 'Neg' }]),
        fn('G', ['a'], [{ input: ['a'], output: ['r'], op_type: 'Relu', name: 'act' }]),
      ],
    );
    expect(graph.topological().map((id) => graph.node(id).name)).toEqual([
      'one/inner/act',
      'one',
      'two/inner/act',
      'two',
    ]);
  });

  describe('refuses functions that call each other without end', () => {
    const open = (functions: Message<'FunctionProto'>[], input = ['x']) => {
      const graph = {
        node: [local('F0', input, ['y'])],
        input: [tensorInfo('x', [2]), tensorInfo('c', [], 9)],
        output: [tensorInfo('y', [2])],
      };
      return () => inlined(graph, functions);
    };
    const twice = (name: string, called: string) =>
      fn(
        name,
        ['a'],
        [
          local(called, ['a'], ['b']),
          local(called, ['a'], ['c']),
          { input: ['b', 'c'], output: ['r'], op_type: 'Add' },
        ],
      );
    const refusal = (message: string) =>
      expect.objectContaining({ code: 'MODEL_LIMIT', message: expect.stringContaining(message) });

    it('by themselves, by way of others, and from inside a branch', () => {
      const circle = refusal('calls itself');
      expect(open([fn('F0', ['a'], [local('F0', ['a'], ['r'])])])).toThrow(circle);
      expect(open([twice('F0', 'F1'), twice('F1', 'F0')])).toThrow(circle);
      const branch = { node: [local('F0', ['a', 'c'], ['t'])], output: [{ name: 't' }] };
      const attribute = ['then_branch', 'else_branch'].map((name) => ({ name, type: 5, g: branch }));
      const node = { input: ['c'], output: ['r'], op_type: 'If', attribute };
      expect(open([fn('F0', ['a', 'c'], [node])], ['x', 'c'])).toThrow(circle);
    });

    it('or would come to more nodes than any model has', () => {
      const negative = fn('F29', ['a'], [{ input: ['a'], output: ['r'], op_type: 'Neg' }]);
      const chain = Array.from({ length: 29 }, (_, i) => twice(`F${i}`, `F${i + 1}`));
      expect(open([...chain, negative])).toThrow(refusal('more than 1000000 nodes'));
    });

    it('but not those that nothing calls', () => {
      const functions = [
        fn('F0', ['a'], [{ input: ['a'], output: ['r'], op_type: 'Neg' }]),
        fn('Unused', ['a'], [local('Unused', ['a'], ['r'])]),
      ];
      expect(open(functions)().header.functions.size).toBe(0);
    });
  });
});
