import { describe, expect, it } from 'vitest';
import {
  type Dim,
  type Graph,
  type GraphBuilder,
  graphBuilder,
  type ValueId,
  type ValueType,
} from '../../graph';
import { obstaclesOf } from './obstacles';

const told = (graph: Graph) =>
  obstaclesOf({ base: graph, decoded: graph }).map(({ code, message }) => `${code} ${message}`);

/** What is in the way of a model that applies `build` to one input. */
function of(
  build: (g: GraphBuilder, x: ValueId) => ValueId,
  type: ValueType | null = { kind: 'tensor', dtype: 'float32', shape: [2, 8] },
  opset = 17,
) {
  const g = graphBuilder({ opset, opsets: { 'com.acme': 1 } });
  g.output('y', build(g, g.typedInput('x', type)));
  return told(g.build());
}

const relu = (g: GraphBuilder, x: ValueId) => g.op('Relu', [x]);
const floats = (shape: readonly Dim[] | null): ValueType => ({ kind: 'tensor', dtype: 'float32', shape });

describe('what is in the way of timing a model', () => {
  it('is nothing for a whole model, its own functions and the operators of ORT included', () => {
    expect(of(relu)).toEqual([]);
    expect(of((g, x) => g.op('NewFused', [x], {}, { domain: 'com.microsoft' }))).toEqual([]);
    expect(of(relu, floats(['batch', 8]))).toEqual([]);
  });

  it('are operators that nobody knows, wherever they are', () => {
    const magic = (g: GraphBuilder, x: ValueId) => g.op('Magic', [x], {}, { domain: 'com.acme' });
    expect(of(magic)).toEqual(['RUNTIME_REFUSED onnxruntime-web has no operator Magic of com.acme.']);
    expect(of((g, x) => g.op('Frobnicate', [magic(g, magic(g, x))]))).toEqual([
      'RUNTIME_REFUSED onnxruntime-web has no operator Magic of com.acme, nor 1 other.',
    ]);
  });

  it('is an opset of the future, whose operators are not judged then', () => {
    const found = of((g, x) => g.op('OfTomorrow', [x]), undefined, 99);
    expect(found).toEqual([expect.stringContaining('OPSET_FUTURE The model uses opset 99')]);
  });

  it('are outputs that are no tensors, and what could be kept instead', () => {
    const g = graphBuilder({ opset: 17 });
    const x = g.input('x', 'float32', [2, 8]);
    g.output('scores', g.op('SequenceConstruct', [x, x]));
    const alone = g.build();
    expect(told(alone)).toEqual([
      'RUNTIME_REFUSED Output scores is a sequence, which cannot be compared here.',
    ]);
    g.output('label', g.op('Relu', [x]));
    expect(told(g.build())).toEqual([
      'RUNTIME_REFUSED Output scores is a sequence, which cannot be compared here. Keep other outputs alone: label.',
    ]);
  });

  it('are inputs that cannot be made up', () => {
    expect(of(relu, floats(null))).toEqual([
      'INPUT_UNSUPPORTED Not even the number of dimensions of input x is known.',
    ]);
    expect(of(relu, { kind: 'tensor', dtype: 'string', shape: [2] })).toEqual([
      'INPUT_UNSUPPORTED Input x holds strings, which cannot be made up here.',
    ]);
    expect(of(relu, { kind: 'sequence', element: floats(null) })).toEqual([
      'INPUT_UNSUPPORTED Input x is a sequence, which cannot be made up here.',
    ]);
  });

  it('is having no outputs', () => {
    const g = graphBuilder();
    g.op('Relu', [g.input('x', 'float32', [8])]);
    expect(told(g.build())).toEqual(['RUNTIME_REFUSED The model has no outputs, so it computes nothing.']);
  });

  it('is a tensor that WebAssembly cannot hold, an input or what is computed', () => {
    expect(of(relu, floats([1, 64, 8192, 8192]))).toEqual([
      'RUNTIME_MEMORY The tensor "x" is float32 1×64×8192×8192: it needs 17.2 GB, and WebAssembly has 4 GB in all.',
    ]);
    expect(of(relu, floats([1, 64, 4096, 2048]))).toEqual([]);
    const scores = (g: GraphBuilder, x: ValueId) => g.op('MatMul', [x, g.op('Transpose', [x])]);
    expect(of(scores, floats([999_999, 64]))).toEqual([
      expect.stringContaining('float32 999999×999999: it needs 4 TB'),
    ]);
  });
});
