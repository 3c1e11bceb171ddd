import { describe, expect, it } from 'vitest';
import { createRandom } from '../../core';
import type { Graph } from '../../graph';
import { evaluate as runtime } from '../rules/testing';
import { Draft } from './draft';
import { evaluate } from './evaluate';
import { float64 } from './float64';
import { ints, reals } from './tensor';

/** Inputs of a graph by name: small normal numbers, and 0 or 1 for truth values. */
function inputsOf(graph: Graph, seed: number): Record<string, readonly number[]> {
  const random = createRandom(seed);
  return Object.fromEntries(
    graph.inputs.map((id) => {
      const { name, type } = graph.value(id);
      const shape = type?.kind === 'tensor' ? (type.shape ?? []) : [];
      const count = shape.reduce<number>((n, dim) => n * Number(dim), 1);
      const bool = type?.kind === 'tensor' && type.dtype === 'bool';
      const draw = () => (bool ? random.int(2) : Math.fround(random.normal()));
      return [name, Array.from({ length: count }, draw)];
    }),
  );
}

/** Evaluates a graph in doubles here and in onnxruntime-web, and compares. */
async function expectSame(graph: Graph, seed: number): Promise<void> {
  const inputs = inputsOf(graph, seed);
  const here = evaluate(graph, float64(seed, false), (name, shape, isReal) =>
    isReal ? reals(shape, inputs[name] ?? []) : ints(shape, inputs[name] ?? []),
  );
  const there = await runtime(graph, { inputs });
  graph.outputs.forEach((id, i) => {
    const want = there[graph.value(id).name];
    expect(here[i]?.shape).toEqual(want?.dims);
    want?.data.forEach((x, k) => {
      expect(Math.abs(x - Number(here[i]?.data[k]))).toBeLessThan(1e-4 * (1 + Math.abs(x)));
    });
  });
}

const square = [2, 2];

const operators: Readonly<Record<string, (d: Draft) => void>> = {
  'grouped, strided, dilated Conv': (d) =>
    d.out(
      d.op('Conv', [d.x([2, 4, 6, 5]), d.x([6, 2, 2, 3]), d.x([6])], {
        group: 2,
        strides: [2, 1],
        dilations: [1, 2],
        pads: [1, 0, 2, 1],
      }),
    ),
  'automatic padding': (d) => {
    const [x, w] = [d.x([1, 2, 5, 6]), d.x([3, 2, 2, 3])];
    for (const auto_pad of ['SAME_UPPER', 'SAME_LOWER', 'VALID'])
      d.out(d.op('Conv', [x, w], { auto_pad, strides: square }));
  },
  ConvTranspose: (d) =>
    d.out(
      d.op('ConvTranspose', [d.x([1, 4, 3, 3]), d.x([4, 3, 2, 3]), d.x([6])], {
        group: 2,
        strides: [2, 1],
        pads: [1, 0, 0, 1],
        output_padding: [1, 0],
      }),
    ),
  pools: (d) => {
    const x = d.x([1, 2, 6, 5]);
    for (const ceil_mode of [0, 1]) {
      const window = { kernel_shape: [3, 2], strides: square, pads: [1, 0, 1, 1], ceil_mode };
      d.out(d.op('MaxPool', [x], window), d.op('AveragePool', [x], window));
      d.out(d.op('AveragePool', [x], { ...window, ceil_mode: 0, count_include_pad: 1 }));
    }
    d.out(d.op('GlobalAveragePool', [x]), d.op('GlobalMaxPool', [x]));
  },
  products: (d) => {
    d.out(d.op('MatMul', [d.x([3, 1, 2, 4]), d.x([2, 4, 3])]), d.op('MatMul', [d.x([4]), d.x([2, 4, 3])]));
    d.out(
      d.op('Gemm', [d.x([4, 3]), d.x([5, 4]), d.x([3, 1])], {
        transA: 1,
        transB: 1,
        alpha: 0.5,
        beta: { float: 2 },
      }),
    );
    d.out(d.op('FusedMatMul', [d.x([2, 4, 3]), d.x([2, 4, 5])], { transA: 1, alpha: 0.25 }, 'com.microsoft'));
  },
  normalizations: (d) => {
    const x = d.x([2, 3, 4]);
    d.out(...d.nodes('LayerNormalization', [x, d.x([3, 4]), d.x([3, 4])], { axis: 1, epsilon: 0.1 }, 3));
    d.out(d.op('InstanceNormalization', [x, d.x([3]), d.x([3])], { epsilon: 0.1 }));
    const variance = d.op('Abs', [d.x([3])]);
    d.out(d.op('BatchNormalization', [x, d.x([3]), d.x([3]), d.x([3]), variance], { epsilon: 0.5 }));
    d.out(
      d.op('SkipLayerNormalization', [x, d.x([2, 3, 4]), d.x([4]), d.x([4]), d.x([4])], {}, 'com.microsoft'),
    );
  },
  softmax: (d) => d.out(...[0, 1, 2].map((axis) => d.op('Softmax', [d.x([2, 3, 4])], { axis }))),
  reductions: (d) => {
    const x = d.x([2, 3, 4]);
    for (const op of [
      'ReduceMean',
      'ReduceMax',
      'ReduceMin',
      'ReduceL1',
      'ReduceL2',
      'ReduceSumSquare',
      'ReduceProd',
    ]) {
      d.out(d.op(op, [x], { axes: [0, -1], keepdims: 0 }));
    }
    d.out(d.op('ReduceSum', [x, d.ints([1])]), d.op('ReduceMean', [x]));
  },
  layout: (d) => {
    const x = d.x([1, 8, 2, 3]);
    d.out(
      d.op('DepthToSpace', [x], { blocksize: 2 }),
      d.op('DepthToSpace', [x], { blocksize: 2, mode: 'CRD' }),
    );
    d.out(
      d.op('SpaceToDepth', [d.x([1, 2, 4, 6])], { blocksize: 2 }),
      d.op('Tile', [x, d.ints([2, 1, 3, 1])]),
    );
    d.out(d.op('Transpose', [x], { perm: [2, 0, 3, 1] }), d.op('Expand', [d.x([3, 1]), d.ints([2, 1, 4])]));
  },
  pieces: (d) => {
    const x = d.x([5, 6]);
    const numbers = [
      [-2, 5],
      [-99, 1],
      [0, 1],
      [-1, -2],
    ].map((list) => d.ints(list));
    d.out(
      d.op('Slice', [x, ...numbers]),
      d.op('Gather', [x, d.k([2, 2], [0, -1, 2, 1], 'int64')], { axis: 1 }),
    );
    for (const mode of ['constant', 'edge', 'reflect'])
      d.out(d.op('Pad', [x, d.ints([1, 2, 0, 3])], { mode }));
    d.out(d.op('Pad', [x, d.ints([0, -1, 2, -2]), d.k([], 7)]), d.op('Concat', [x, x], { axis: -1 }));
    d.out(...d.nodes('Split', [x, d.ints([1, 4])], { axis: 0 }, 2));
  },
  functions: (d) => {
    const x = d.x([3, 5]);
    for (const op of [
      'Sigmoid',
      'Tanh',
      'Softplus',
      'HardSigmoid',
      'HardSwish',
      'Elu',
      'Erf',
      'Exp',
      'Sign',
      'Floor',
      'Round',
    ]) {
      d.out(d.op(op, [x]));
    }
    d.out(
      d.op('LeakyRelu', [x], { alpha: 0.3 }),
      d.op('PRelu', [x, d.x([5])]),
      d.op('Clip', [x, d.k([], -0.5)]),
    );
    d.out(d.op('Where', [d.op('Less', [x, d.x([5])]), x, d.x([3, 1])]), d.op('Max', [x, d.x([5]), d.x([])]));
    for (const op of ['Gelu', 'FastGelu', 'QuickGelu']) d.out(d.op(op, [x], {}, 'com.microsoft'));
  },
  'fused convolution': (d) =>
    d.out(
      d.op(
        'FusedConv',
        [d.x([1, 2, 4, 4]), d.x([3, 2, 2, 2])],
        { activation: 'LeakyRelu', activation_params: { floats: [0.25] } },
        'com.microsoft',
      ),
    ),
  attention: (d) => {
    const attrs = { num_heads: 2, scale: 0.3 };
    const inputs = [d.x([2, 3, 4]), d.x([2, 5, 4]), d.x([2, 5, 4]), null, null, d.x([2, 2, 3, 5])];
    d.out(d.op('MultiHeadAttention', inputs, attrs, 'com.microsoft'));
  },
};

describe('the interpreter agrees with onnxruntime-web', () => {
  it.each(Object.entries(operators))('%s', async (_, build) => {
    for (const seed of [1, 2]) {
      const draft = new Draft(createRandom(seed));
      build(draft);
      await expectSame(draft.build(), seed);
    }
  });
});
