import { describe, expect, it } from 'vitest';
import { concatChunks, decodeModel, encodeModel, type Graph, graphBuilder } from '../../graph';
import { openModel } from './openModel';
import { structureOf } from './structure';

/** What a receiver of the structure reads. */
async function shared(graph: Graph): Promise<Graph> {
  const file = new File([concatChunks(encodeModel(graph, { resolve: () => null }))], 'm.onnx');
  const specialisation = { dims: {}, keepOutputs: null };
  const model = await openModel({ files: [file], randomWeights: 1, specialisation });
  return decodeModel(structureOf(model, true));
}

const counting = (count: number): number[] => Array.from({ length: count }, (_, i) => i % 100);

describe('the structure of a quantized model', () => {
  it('has neither its kernels nor its biases, and keeps shapes', async () => {
    const g = graphBuilder({ opset: 21 });
    const x = g.input('x', 'uint8', [4, 32]);
    const kernel = g.constant('kernel', 'int8', [32, 32], counting(1024));
    const product = g.op('MatMulInteger', [x, kernel]);
    const sum = g.op('Add', [product, g.constant('bias', 'int32', [32], counting(32))]);
    g.output('y', g.op('Reshape', [sum, g.ints('shape', [2, 2, 32])]));
    const read = await shared(g.build());
    const at = new Map(
      [...read.values()].flatMap(({ name, constant }) =>
        constant?.kind === 'tensor' ? [[name, constant.source.at] as const] : [],
      ),
    );
    expect(Object.fromEntries(at)).toEqual({ kernel: 'external', bias: 'external', shape: 'bytes' });
  });
});

describe('the attributes of a structure', () => {
  it('are short texts alone, whatever the operator', async () => {
    const g = graphBuilder({ opset: 17, opsets: { 'my.domain': 1 } });
    const attrs = {
      mode: 'fast',
      model: 'v'.repeat(65),
      few: ['a', 'b'],
      vocabulary: counting(17).map(String),
    };
    g.output('y', g.op('Tokenize', [g.input('x', 'float32', [4])], attrs, { domain: 'my.domain' }));
    const read = await shared(g.build());
    const [node] = [...read.nodes()];
    expect([...(node?.attrs.keys() ?? [])].toSorted()).toEqual(['few', 'mode']);
  });
});
