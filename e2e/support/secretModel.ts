import { readFileSync } from 'node:fs';
import { concatChunks } from '../../src/graph';
import { readModel } from '../../src/graph/onnx/decode';
import { writeMessage } from '../../src/graph/onnx/write';
import { attention } from './sharing';

/** What must not be found anywhere after the model was worked with: its names, and an attribute that is text. */
export const secrets = ['quokka', 'zq,qv->zv'] as const;

const hidden = (name: string | undefined): string => (name ? `quokka_${name}` : '');

/**
 * The gallery's tiny_attention as somebody's private model: every node, value, dimension, domain and a text attribute is
 * called by a secret name. An operator of its own, a function of a domain of its own, stands beside it.
 */
export function secretModel(): Buffer {
  const model = readModel(readFileSync(attention));
  const graph = model.graph ?? {};
  const tensor = (name: string, dims: readonly (number | string)[]) => ({
    name,
    type: {
      tensor_type: {
        elem_type: 1,
        shape: {
          dim: dims.map((dim) => (typeof dim === 'number' ? { dim_value: BigInt(dim) } : { dim_param: dim })),
        },
      },
    },
  });
  const weight = Float32Array.from({ length: 256 * 2048 }, (_, i) => Math.sin(i));
  const changed = {
    ...model,
    doc_string: 'quokka documentation',
    metadata_props: [{ key: 'quokka', value: 'quokka' }],
    opset_import: [...(model.opset_import ?? []), { domain: 'quokka.secret', version: 1n }],
    functions: [
      {
        name: 'QuokkaBlock',
        domain: 'quokka.secret',
        input: ['a', 'w'],
        output: ['b'],
        opset_import: model.opset_import ?? [],
        node: [
          {
            input: ['a', 'w'],
            output: ['b'],
            name: 'quokka_inner',
            op_type: 'Einsum',
            attribute: [{ name: 'equation', type: 3, s: new TextEncoder().encode('zq,qv->zv') }],
          },
        ],
      },
    ],
    graph: {
      ...graph,
      name: 'quokka_graph',
      node: [
        ...(graph.node ?? []).map((node) => ({
          ...node,
          name: hidden(node.name || node.op_type),
          input: (node.input ?? []).map(hidden),
          output: (node.output ?? []).map(hidden),
        })),
        {
          input: ['quokka_in', 'quokka_w'],
          output: ['quokka_out'],
          name: 'quokka_block',
          op_type: 'QuokkaBlock',
          domain: 'quokka.secret',
        },
      ],
      initializer: [
        ...(graph.initializer ?? []).map((one) => ({ ...one, name: hidden(one.name) })),
        { name: 'quokka_w', data_type: 1, dims: [256n, 2048n], raw_data: new Uint8Array(weight.buffer) },
      ],
      input: [
        ...(graph.input ?? []).map((one) => ({ ...one, name: hidden(one.name) })),
        tensor('quokka_in', ['quokka_dim', 256]),
      ],
      output: [
        ...(graph.output ?? []).map((one) => ({ ...one, name: hidden(one.name) })),
        tensor('quokka_out', ['quokka_dim', 2048]),
      ],
      value_info: [],
    },
  };
  return Buffer.from(concatChunks(writeMessage('ModelProto', changed)));
}
