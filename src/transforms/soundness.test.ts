import { describe, expect, it } from 'vitest';
import { type Graph, type GraphBuilder, graphBuilder, type ValueId } from '../graph';
import { applySite, isRefusal } from './apply';
import { rules } from './index';
import { createMatcher } from './matcher';
import { graphOf, model } from './rules/fixtures';
import { foldConstants } from './rules/fold-constants';
import { applyAll } from './rules/testing';

// Models that a rule once rewrote into something else, found by reading the rules against the operators' specification.
// Random inputs show few of them: they need ∞, zeros, equal operands or other sizes.

const target = { provider: 'wasm', standardOpsOnly: false } as const;

/** What is possible with one rule: for each site true where it applies, else why it is refused. */
function outcomes(name: string, graph: Graph): (true | string)[] {
  const rule = rules.filter((candidate) => candidate.name === name);
  expect(rule).toHaveLength(1);
  const sites = createMatcher(rule, target).matchAll(graph).sites(0);
  return sites.map((site) => {
    const applied = applySite(rule, graph, site, target);
    return isRefusal(applied) ? applied.reason : true;
  });
}

const lowest = -3.4028234663852886e38;
const number = (g: GraphBuilder, value: number): ValueId => g.scalar(`c${value}`, 'float32', value);
const mean = (g: GraphBuilder, x: ValueId, axis: number) => g.op('ReduceMean', [x], { axes: [axis] });
const variance = (g: GraphBuilder, x: ValueId) =>
  g.op('Sqrt', [g.op('Add', [mean(g, g.op('Mul', [x, x]), 1), number(g, 1e-5)])]);

/** A BatchNormalization with all its outputs, of which one is used: before opset 14 that is training. */
function trained(g: GraphBuilder, x: ValueId): ValueId {
  const vector = (name: string) => g.constant(name, 'float32', [3], [1, 1, 1]);
  const inputs = [x, vector('γ'), vector('β'), vector('μ'), vector('σ²')];
  return g.node('BatchNormalization', inputs, {}, { outputs: 5 })[0] as ValueId;
}

const cases: readonly (readonly [string, string, Graph])[] = [
  [
    'recognise-softmax',
    'two exponentials, one of them without the maximum',
    model((g, x) => {
      const shifted = g.op('Sub', [x, g.op('ReduceMax', [x], { axes: [1] })]);
      return g.op('Div', [g.op('Exp', [x]), g.op('ReduceSum', [g.op('Exp', [shifted]), g.ints('a', [1])])]);
    }),
  ],
  [
    'recognise-layer-normalization',
    'what is divided is centred along another axis',
    model((g, x) =>
      g.op('Div', [g.op('Sub', [x, mean(g, x, 0)]), variance(g, g.op('Sub', [x, mean(g, x, 1)]))]),
    ),
  ],
  [
    'shrink-conv-kernel',
    'a kernel padded with another number than 0',
    applyAll(
      foldConstants,
      graphOf(
        (g) => {
          const w = g.op('Pad', [g.constant('w', 'float32', [1, 1, 1, 1], [1])], {
            pads: [0, 0, 1, 1, 0, 0, 1, 1],
            value: { float: 0.5 },
          });
          return g.op('Conv', [g.input('x', 'float32', [1, 1, 3, 3]), w], { pads: [1, 1, 1, 1] });
        },
        { opset: 10 },
      ),
    ),
  ],
  [
    'share-common-subexpressions',
    'two masks of one Dropout that trains',
    model((g, x) => {
      const settings = [g.scalar('ratio', 'float32', 0.5), g.scalar('training', 'bool', 1)];
      return g.op('Sub', [g.op('Dropout', [x, ...settings]), g.op('Dropout', [x, ...settings])]);
    }),
  ],
  [
    'lower-clip-to-min-max',
    'a Clip that makes −∞ finite',
    model((g, x) => g.op('Clip', [x, null, number(g, 6)])),
  ],
  [
    'replace-clip-by-relu',
    'a finite upper bound of float64 that float32 has not',
    graphOf((g) =>
      g.op('Clip', [
        g.input('x', 'float64', [3]),
        g.scalar('low', 'float64', 0),
        g.scalar('high', 'float64', 1e39),
      ]),
    ),
  ],
  [
    'recognise-clip',
    'a bound of float64 before opset 11',
    model((g, x) => g.op('Max', [x, g.scalar('c', 'float64', 0.1)]), 9, 'float64'),
  ],
  [
    'replace-division-by-constant',
    'a divisor whose reciprocal overflows',
    model((g, x) => g.op('Div', [x, number(g, 1e-39)])),
  ],
  [
    'replace-gate-by-tanh',
    'a root that tells small values apart',
    model((g, x, y) => g.op('Sqrt', [g.op('Mul', [y, g.op('Sigmoid', [x])])])),
  ],
  [
    'replace-sigmoid-by-tanh',
    'scores that are divided by their sum',
    model((g, x) => {
      const s = g.op('Sigmoid', [x]);
      return g.op('Div', [s, g.op('ReduceSum', [s, g.ints('a', [1])])]);
    }),
  ],
  [
    'replace-mish-by-exponential',
    'a logarithm behind it',
    model((g, x, y) => g.op('Log', [g.op('Mul', [y, g.op('Tanh', [g.op('Softplus', [x])])])])),
  ],
  [
    'replace-mean-by-global-average-pool',
    'bfloat16 before opset 22',
    graphOf((g) => g.op('ReduceMean', [g.input('x', 'bfloat16', [1, 2, 3, 3])], { axes: [2, 3] })),
  ],
  [
    'replace-mean-of-squares',
    'a mean over no axes',
    graphOf(
      (g) => {
        const x = g.input('x', 'float32', [2, 3]);
        return g.op('ReduceMean', [g.op('Mul', [x, x])], { noop_with_empty_axes: 1 });
      },
      { opset: 18 },
    ),
  ],
  [
    'replace-pointwise-conv-by-matmul',
    'nothing to convolve',
    graphOf((g) =>
      g.op('Conv', [g.input('x', 'float32', [1, 2, 5, 0]), g.constant('w', 'float32', [3, 2, 1, 1])]),
    ),
  ],
  [
    'lower-depth-to-space',
    'nothing to move',
    graphOf((g) => g.op('DepthToSpace', [g.input('x', 'float32', [1, 4, 3, 0])], { blocksize: 2 })),
  ],
  [
    'drop-expand-before-elementwise',
    'both operands are the repeated value, of a size that is not known',
    graphOf((g) => {
      const z = g.op('Shape', [g.input('z', 'float32', ['N', 4])]);
      const repeated = g.op('Expand', [g.input('x', 'float32', [1, 4]), z]);
      return g.op('Mul', [repeated, repeated]);
    }),
  ],
  ['drop-unused-outputs', 'a BatchNormalization that trains', model(trained, 9)],
  [
    'absorb-batchnorm-into-next-conv',
    'a BatchNormalization that trains',
    graphOf(
      (g) =>
        g.op('Conv', [
          trained(g, g.input('x', 'float32', [4, 3, 1])),
          g.constant('w', 'float32', [1, 3, 1], [1, 0, 0]),
        ]),
      { opset: 9 },
    ),
  ],
  [
    'collect-multiples',
    'multiples as large as a mask',
    model((g, x) => {
      const masked = (name: string) => g.op('Mul', [x, g.scalar(name, 'float32', lowest)]);
      return g.op('Add', [masked('c'), masked('d')]);
    }),
  ],
  [
    'distribute-factor-over-addend',
    'a factor as large as a mask',
    model((g, x) => g.op('Mul', [g.op('Add', [x, number(g, -2)]), number(g, lowest)])),
  ],
  [
    'distribute-common-factor',
    'a factor as large as a mask',
    model((g, x, y) => g.op('Mul', [number(g, lowest), g.op('Sub', [x, y])])),
  ],
  [
    'merge-factors',
    'a factor as large as a mask',
    model((g, x) => g.op('Mul', [g.op('Mul', [x, number(g, lowest)]), number(g, 8)])),
  ],
  [
    'move-gather-before-elementwise',
    'a bias that would be no vector',
    graphOf((g) => {
      const bias = g.constant('b', 'float32', [4]);
      const gelu = g.op('BiasGelu', [g.input('x', 'float32', [2, 4]), bias], {}, { domain: 'com.microsoft' });
      return g.op('Gather', [gelu, g.input('i', 'int64', [])], { axis: 1 });
    }),
  ],
  [
    'move-gather-before-layer-normalization',
    'a scale with more axes than what is picked',
    graphOf((g) => {
      const scale = g.constant('scale', 'float32', [1, 2]);
      const norm = g.op('LayerNormalization', [g.input('x', 'float32', [3, 2]), scale], { axis: -1 });
      return g.op('Gather', [norm, g.input('i', 'int64', [])], { axis: 0 });
    }),
  ],
  [
    'fuse-bias-into-skip-layer-normalization',
    'an addend that is repeated',
    graphOf((g) => {
      const sum = g.op('Add', [g.input('x', 'float32', [1, 2, 2]), g.constant('b', 'float32', [2])]);
      const parameters = [g.constant('γ', 'float32', [2]), g.constant('β', 'float32', [2])];
      const inputs = [g.input('r', 'float32', ['n', 2, 2]), sum, ...parameters];
      return g.op('SkipLayerNormalization', inputs, {}, { domain: 'com.microsoft' });
    }),
  ],
  [
    'fold-pad-into-max-pool',
    'a Clip whose upper bound is negative',
    graphOf((g) => {
      const x = g.op('Clip', [g.input('x', 'float32', [1, 1, 3]), number(g, 0), number(g, -1)]);
      return g.op('MaxPool', [g.op('Pad', [x, g.ints('p', [0, 0, 1, 0, 0, 1])])], { kernel_shape: [2] });
    }),
  ],
  ['lower-leaky-relu', '0 · ∞', model((g, x) => g.op('LeakyRelu', [x], { alpha: { float: 0 } }))],
];

describe('rules leave alone', () => {
  it.each(cases)('%s: %s', (name, _, graph) => expect(outcomes(name, graph)).toEqual([]));

  it('what a quantizer in a branch reads', () => {
    const build = (quantizes: boolean) => {
      const g = graphBuilder();
      const [a, x, y] = ['a', 'x', 'y'].map((name) => g.input(name, 'float32', [2, 3])) as [
        ValueId,
        ValueId,
        ValueId,
      ];
      const product = g.op('Mul', [a, g.op('Add', [x, y])]);
      const branch = (name: string) => {
        const inner = graphBuilder();
        const value = inner.capture(product);
        const scale = inner.scalar('scale', 'float32', 0.1);
        inner.output(name, quantizes ? inner.op('QuantizeLinear', [value, scale]) : inner.op('Neg', [value]));
        return inner;
      };
      g.output(
        'z',
        g.op('If', [g.input('which', 'bool', [])], { then_branch: branch('t'), else_branch: branch('e') }),
      );
      return g.build();
    };
    expect(outcomes('distribute-common-factor', build(false))).toEqual([true]);
    expect(outcomes('distribute-common-factor', build(true))).toEqual([]);
  });
});

describe('rules keep on', () => {
  it('where small values are told apart only behind a sum with a constant', () => {
    const graph = model((g, x, y) => {
      const gate = g.op('Mul', [y, g.op('Sigmoid', [x])]);
      return g.op('Log', [g.op('Add', [gate, number(g, 1)])]);
    });
    expect(outcomes('replace-gate-by-tanh', graph)).toEqual([true]);
  });

  it('where a difference from the mean is written twice', () => {
    const graph = model((g, x) => {
      const centre = mean(g, x, 1);
      const difference = () => g.op('Sub', [x, centre]);
      return g.op('Div', [difference(), variance(g, difference())]);
    });
    expect(outcomes('recognise-layer-normalization', graph)).toEqual([true]);
  });

  it('where small values are squared', () => {
    const graph = model((g, x) => g.op('Pow', [g.op('Sigmoid', [x]), number(g, 2)]));
    expect(outcomes('replace-sigmoid-by-tanh', graph)).toEqual([true]);
  });

  it('where only the upper bound of a Clip is left out', () => {
    const graph = model((g, x) => g.op('Clip', [x, number(g, 1e-12)]));
    expect(outcomes('lower-clip-to-min-max', graph)).toEqual([true]);
  });

  it('writing infinite bounds out', () => {
    const graph = model((g, x) => g.op('Min', [x, number(g, 6)]));
    expect(outcomes('recognise-clip', graph)).toEqual([true]);
  });
});

describe('constants', () => {
  it('that inference refuses keep no other site from being found', () => {
    const graph = model((g, x) =>
      g.op('Add', [x, g.op('Gather', [g.constant('c', 'float32', [3]), g.scalar('i', 'int64', 5)])]),
    );
    expect(outcomes('fold-constants', graph)).toEqual([]);
  });

  it('that are drawn stay random', () => {
    const graph = model((g, x) => {
      const settings = [g.scalar('ratio', 'float32', 0.5), g.scalar('training', 'bool', 1)];
      return g.op('Add', [x, g.op('Dropout', [g.constant('w', 'float32', [2, 3]), ...settings])]);
    });
    expect(outcomes('fold-constants', graph)).toEqual([]);
  });
});
