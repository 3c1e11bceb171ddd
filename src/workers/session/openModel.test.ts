import { describe, expect, it } from 'vitest';
import { concatChunks, encodeModel, Graph, graphBuilder } from '../../graph';
import { describeModel, openModel, withWeights } from './openModel';
import { weightsBeside } from './weightsBeside';

const location = 'model.data';
const fileOf = (graph: Graph, name = 'model.onnx') =>
  new File([concatChunks(encodeModel(graph, { resolve: () => null }))], name);

/** A model whose weights are in a file beside it, 4096 bytes long. */
function modelBeside(): File {
  const g = graphBuilder();
  g.output('y', g.op('MatMul', [g.input('x', 'float32', [1, 32]), g.constant('w', 'float32', [32, 32])]));
  return fileOf(weightsBeside(g.build(), location, () => new Uint8Array(4096)).graph);
}

const opened = (...files: File[]) => openModel({ files, randomWeights: null, specialisation: null });
const weights = (bytes: number, name = location) => new File([new Uint8Array(bytes)], name);
const mismatch = { code: 'WEIGHTS_MISMATCH', message: expect.stringContaining('which has only 1000 bytes') };

describe('files of weights', () => {
  it('are refused at once where they are too short, and the right one is still taken', async () => {
    const model = await opened(modelBeside());
    expect(describeModel(model)).toMatchObject({ weights: 'missing', missingFiles: [location] });
    expect(() => withWeights(model, [weights(1000)], null)).toThrow(expect.objectContaining(mismatch));
    const whole = withWeights(model, [weights(4096)], null);
    expect(describeModel(whole)).toMatchObject({
      weights: 'real',
      weightFiles: [location],
      missingFiles: [],
    });
    await expect(opened(modelBeside(), weights(1000))).rejects.toMatchObject(mismatch);
  });

  it('hold no model, which is said as such', async () => {
    await expect(opened(weights(4096, 'other.bin'))).rejects.toMatchObject({
      code: 'FILE_NOT_ONNX',
      message: expect.stringContaining('other.bin holds no model'),
    });
  });
});

describe('a model that no runtime here can take', () => {
  it('says so among the things worth knowing, all reasons of it', async () => {
    const g = graphBuilder();
    g.output('y', g.op('Magic', [g.input('x', 'float32', null)]));
    const { notTimeable, problems } = describeModel(await opened(fileOf(g.build())));
    expect(notTimeable).toMatchObject({ code: 'INPUT_UNSUPPORTED' });
    expect(problems.map(({ message }) => message)).toEqual([
      'It can be explored, not optimized: not even the number of dimensions of input x is known.',
      'It can be explored, not optimized: onnxruntime-web has no operator Magic.',
    ]);
  });
});

describe('inputs that have a value in the file', () => {
  it('are constants of what is optimized, and that is said', async () => {
    const g = graphBuilder();
    const w = g.constant('w', 'float32', [4]);
    g.output('y', g.op('Add', [g.input('x', 'float32', [4]), w]));
    const graph = g.build();
    const model = await opened(fileOf(new Graph({ ...graph.parts, inputs: [...graph.inputs, w] })));
    expect(model.decoded.inputs).toHaveLength(2);
    expect(model.base.inputs.map((id) => model.base.value(id).name)).toEqual(['x']);
    expect(describeModel(model).problems.map(({ message }) => message)).toEqual([
      'The file gives values to an input (w). Rewrites rely on them: in the optimized model it is fixed to its value.',
    ]);
  });
});
