import { describe, expect, it } from 'vitest';
import { must } from '../../core';
import type { AppliedConstant } from '../constant';
import { Edit } from '../edit';
import { graphBuilder } from '../fixtures';
import type { Graph } from '../graph';
import type { Node } from '../types';
import { decodeModel, readModel } from './decode';
import { concatChunks, type EncodeOptions, encodeModel } from './encode';
import { firstDifference } from './equal';
import { floatTensor, modelBytes, seedModels, tensorInfo } from './seeds';

const unresolved: EncodeOptions = { resolve: () => null };
const messageOf = (graph: Graph, options = unresolved) => {
  const bytes = concatChunks(encodeModel(graph, options));
  decodeModel(bytes);
  return readModel(bytes);
};
const nodeNamed = (graph: Graph, op: string): Node =>
  must(
    [...graph.nodes()].find((n) => n.op === op),
    op,
  );

describe('encodeModel', () => {
  it.each(Object.entries(seedModels))('gives an untouched model back: %s', (_, bytes) => {
    const graph = decodeModel(bytes);
    expect(firstDifference('ModelProto', readModel(bytes), messageOf(graph))).toBeNull();
  });

  it('keeps unknown fields, stray bytes in strings and absent against empty', () => {
    const base = must(seedModels.control, 'seed');
    // Unknown fields 200 (varint) and 201 (group) of the model; then producer_version with a byte that is not UTF-8.
    const bytes = Uint8Array.of(
      ...base,
      0xc0,
      0x0c,
      5,
      0xcb,
      0x0c,
      0x08,
      1,
      0xcc,
      0x0c,
      0x1a,
      2,
      0xff,
      0x41,
      0x22,
      0,
    );
    const model = readModel(bytes);
    expect(model.$unknown).toHaveLength(2);
    expect(model.domain).toBe('');
    const again = messageOf(decodeModel(bytes));
    expect(firstDifference('ModelProto', model, again)).toBeNull();
    expect(again.producer_version).toBe('\udcffA');
  });

  it('writes new nodes in topological order under fresh names, with their domain imported', () => {
    const graph = decodeModel(must(seedModels.convolution, 'seed'));
    const relu = nodeNamed(graph, 'Relu');
    const edit = new Edit(graph);
    const input = must(relu.inputs[0] ?? null, 'input');
    const [gelu] = edit.addNode({ op: 'Gelu', domain: 'com.microsoft', inputs: [input], like: relu });
    edit.replace(must(relu.outputs[0] ?? null, 'output'), must(gelu, 'gelu'));
    edit.sweep([relu.id]);
    const message = messageOf(edit.finish().graph);
    expect(message.graph?.node?.map((n) => n.op_type)).toEqual(['Conv', 'Gelu', 'Reshape']);
    expect(message.graph?.node?.[1]?.output?.[0]).toBe(message.graph?.node?.[2]?.input?.[0]);
    expect(message.opset_import).toContainEqual({ domain: 'com.microsoft', version: 1 });
    expect(message.graph?.output?.[0]?.name).toBe('y');
    expect(message.graph?.value_info?.map((v) => v.name)).toEqual(['c']);
  });

  it('drops infos and annotations of values that are gone, and keeps the output’s name', () => {
    const graph = decodeModel(must(seedModels.convolution, 'seed'));
    const edit = new Edit(graph);
    const x = must(graph.inputs[0], 'x');
    const [flat] = edit.addNode({ op: 'Flatten', inputs: [x] });
    edit.replace(must(graph.outputs[0], 'y'), must(flat, 'flat'));
    edit.sweep([nodeNamed(graph, 'Reshape').id]);
    const { graph: body } = messageOf(edit.finish().graph);
    expect(body?.node?.map((n) => [n.op_type, n.output])).toEqual([['Flatten', ['y']]]);
    expect(body?.initializer).toBeUndefined();
    expect(body?.value_info).toBeUndefined();
    expect(body?.quantization_annotation).toBeUndefined();
  });

  it('renames in subgraphs what was rewired outside', () => {
    const graph = decodeModel(must(seedModels.control, 'seed'));
    const branch = nodeNamed(graph, 'If');
    const edit = new Edit(graph);
    const [neg] = edit.addNode({ op: 'Neg', inputs: [must(branch.captures[0], 'x')] });
    edit.rewire({ node: branch.id, slot: branch.inputs.length }, must(neg, 'neg'));
    const message = messageOf(edit.finish().graph);
    const order = message.graph?.node?.map((n) => n.op_type);
    expect(order).toEqual(['Constant', 'Neg', 'If']);
    const name = message.graph?.node?.[1]?.output?.[0];
    for (const attr of message.graph?.node?.[2]?.attribute ?? []) {
      expect(attr.g?.node?.[0]?.input).toEqual([name, 'k']);
    }
  });

  describe('constant expressions', () => {
    const base = modelBytes({
      node: [
        { input: ['x', 'w'], output: ['h'], op_type: 'Mul' },
        { input: ['h', 'w'], output: ['y'], op_type: 'Add' },
      ],
      initializer: [floatTensor('w', [2], [1, 2])],
      input: [tensorInfo('x', [2])],
      output: [tensorInfo('y', [2])],
    });
    const withExpression = () => {
      const graph = decodeModel(base);
      const mul = nodeNamed(graph, 'Mul');
      const add = nodeNamed(graph, 'Add');
      const w = must(graph.constant(mul.inputs[1]), 'w');
      const doubled: AppliedConstant = {
        kind: 'applied',
        domain: '',
        op: 'Add',
        attrs: new Map(),
        inputs: [w, w],
        output: 0,
        outputs: 1,
        dtype: 'float32',
        shape: [2],
      };
      const edit = new Edit(graph);
      edit.rewire({ node: mul.id, slot: 1 }, edit.addConstant(doubled));
      edit.rewire(
        { node: add.id, slot: 1 },
        edit.addConstant({ ...doubled, op: 'Mul', inputs: [doubled, doubled] }),
      );
      edit.rewire({ node: add.id, slot: 0 }, edit.addConstant(doubled));
      edit.sweep([]);
      return edit.finish().graph;
    };

    it('are written once, as nodes over the initializers, where they cannot be computed', () => {
      const { graph } = messageOf(withExpression());
      const ops = graph?.node?.map((n) => n.op_type);
      expect(ops).toEqual(['Add', 'Mul', 'Mul', 'Add']);
      expect(graph?.initializer?.map((t) => t.name)).toEqual(['w']);
      expect(graph?.node?.[0]?.input).toEqual(['w', 'w']);
      const doubled = graph?.node?.[0]?.output?.[0];
      expect(graph?.node?.[1]?.input).toEqual([doubled, doubled]);
    });

    it('are initializers where they can', () => {
      const { graph } = messageOf(withExpression(), { resolve: () => new Uint8Array(8).fill(1) });
      expect(graph?.node?.map((n) => n.op_type)).toEqual(['Mul', 'Add']);
      expect(graph?.initializer).toHaveLength(3);
      expect(graph?.initializer?.at(-1)?.raw_data).toEqual(new Uint8Array(8).fill(1));
    });
  });

  it('replaces a reference to external data by the data that is given', () => {
    const graph = decodeModel(must(seedModels.calls, 'seed'));
    const message = messageOf(graph, { resolve: () => new Uint8Array(16).fill(7) });
    const e = message.graph?.initializer?.find((t) => t.name === 'e');
    expect(e?.raw_data).toEqual(new Uint8Array(16).fill(7));
    expect(e?.external_data).toBeUndefined();
    expect(e?.data_location).toBeUndefined();
  });

  it('lists new initializers as inputs where IR version 3 wants them', () => {
    const bytes = modelBytes(
      {
        node: [{ input: ['x', 'w'], output: ['y'], op_type: 'Add' }],
        initializer: [floatTensor('w', [1], [1])],
        input: [tensorInfo('w', [1]), tensorInfo('x', [1])],
        output: [tensorInfo('y', [1])],
      },
      { ir_version: 3 },
    );
    const graph = decodeModel(bytes);
    expect(messageOf(graph).graph?.input?.map((i) => i.name)).toEqual(['w', 'x']);
    const add = nodeNamed(graph, 'Add');
    const edit = new Edit(graph);
    const w = must(graph.constant(add.inputs[1]), 'w');
    edit.rewire({ node: add.id, slot: 1 }, edit.addConstant({ ...w, kind: 'tensor' } as typeof w));
    const inputs = messageOf(edit.finish().graph).graph?.input?.map((i) => i.name);
    expect(inputs).toHaveLength(3);
  });

  it('gives nodes that inherited the same name names of their own, which ORT insists on', () => {
    const g = graphBuilder({ opset: 17 });
    const x = g.input('x', 'float32', [4]);
    g.output('y', g.op('Relu', [x], {}, { name: 'block/act' }));
    const graph = decodeModel(concatChunks(encodeModel(g.build(), unresolved)));
    const like = nodeNamed(graph, 'Relu');
    const edit = new Edit(graph);
    let value = must(graph.inputs[0], 'input');
    for (let i = 0; i < 3; i++) value = must(edit.addNode({ op: 'Neg', inputs: [value], like })[0], 'output');
    edit.replace(must(like.outputs[0], 'output'), value);
    const names = messageOf(edit.peek()).graph?.node?.map(({ name }) => name);
    expect(names?.filter((name) => name?.startsWith('block/act'))).toHaveLength(4);
    expect(new Set(names).size).toBe(names?.length);
  });
});

describe('files past 2 GB', () => {
  it('are refused before anything is copied', () => {
    const graph = decodeModel(
      modelBytes({
        node: ['a', 'b', 'c'].map((w) => ({ input: ['x', w], output: [`y${w}`], op_type: 'Add' })),
        initializer: ['a', 'b', 'c'].map((name) => ({
          name,
          dims: [2 ** 28],
          data_type: 1,
          data_location: 1,
          external_data: [{ key: 'location', value: 'w' }],
        })),
        input: [tensorInfo('x', [1])],
        output: [tensorInfo('ya', [2 ** 28])],
      }),
    );
    const gigabyte = new Uint8Array(2 ** 30);
    expect(() => encodeModel(graph, { resolve: () => gigabyte })).toThrowError(
      expect.objectContaining({ code: 'FILE_TOO_LARGE' }),
    );
    expect(() => encodeModel(graph, unresolved)).not.toThrow();
  });
});
