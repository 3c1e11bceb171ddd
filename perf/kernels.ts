import { createLocalRuntime, makeInputs, median, type Runtime } from '../src/bench';
import { createEvaluator } from '../src/bench/evaluator';
import { encodeBeside } from '../src/bench/materialise';
import { loadNodeEngine } from '../src/bench/nodeEngine';
import {
  type Constant,
  createWeightStore,
  elementCount,
  type Graph,
  type GraphBuilder,
  graphBuilder,
  inferGraph,
  type ValueId,
} from '../src/graph';
import { rules } from '../src/transforms';
import { playRecipe } from '../src/transforms/playRecipe';
import { additionRecipe, kernelRecipe } from '../src/transforms/recipes';
import { type Bench, type Metric, metric } from './bench';

const target = { provider: 'wasm', standardOpsOnly: false } as const;
const turns = 9;
const runs = 12;

interface Case {
  readonly shape: readonly number[];
  readonly write: (g: GraphBuilder, x: ValueId) => ValueId;
  /** When left out `kernelRecipe`. */
  readonly recipe?: typeof kernelRecipe;
}

const plane = [1, 64, 56, 56];

const conv = (channels: number, filters: number, size: number, kernel: readonly [number, number]): Case => ({
  shape: [1, channels, size, size],
  write: (g, x) => {
    const pads = kernel.map((taps) => (taps - 1) / 2);
    const w = g.external('w', 'float32', [filters, channels, ...kernel]);
    return g.op('Relu', [g.op('Conv', [x, w], { kernel_shape: kernel, pads: [...pads, ...pads] })]);
  },
});

/** A convolution of few filters, as heads are. */
const head = (channels: number, filters: number, size: number, taps: number): Case => ({
  shape: [1, channels, size, size],
  recipe: additionRecipe,
  write: (g, x) => {
    const w = g.external('w', 'float32', [filters, channels, taps, taps]);
    return g.op('Conv', [x, w], { kernel_shape: [taps, taps], pads: new Array(4).fill((taps - 1) / 2) });
  },
});

const transposed = (channels: number, filters: number, size: number, group = 1): Case => ({
  shape: [1, channels, size, size],
  write: (g, x) => {
    const w = g.external('w', 'float32', [channels, filters / group, 3, 3]);
    return g.op('ConvTranspose', [x, w], { group, kernel_shape: [3, 3], pads: [1, 1, 1, 1] });
  },
});

const cases: Readonly<Record<string, Case>> = {
  Relu: { shape: plane, write: (g, x) => g.op('Relu', [x]) },
  LeakyRelu: { shape: plane, write: (g, x) => g.op('LeakyRelu', [x], { alpha: { float: 0.1 } }) },
  'Clip to 0 … 6': {
    shape: plane,
    write: (g, x) => g.op('Clip', [x, g.scalar('low', 'float32', 0), g.scalar('high', 'float32', 6)]),
  },
  'DepthToSpace, blocks of 2': { shape: plane, write: (g, x) => g.op('DepthToSpace', [x], { blocksize: 2 }) },
  'LayerNormalization, rows of 768': {
    shape: [1, 128, 768],
    write: (g, x) =>
      g.op('LayerNormalization', [
        x,
        g.external('scale', 'float32', [768]),
        g.external('shift', 'float32', [768]),
      ]),
  },
  'Conv 3×3, 64 → 64, 56²': conv(64, 64, 56, [3, 3]),
  'Conv 3×3, 128 → 128, 28²': conv(128, 128, 28, [3, 3]),
  'Conv 3×3, 256 → 256, 14²': conv(256, 256, 14, [3, 3]),
  'Conv 3×3, 512 → 512, 7²': conv(512, 512, 7, [3, 3]),
  'Conv 3×3, 16 → 64, 55²': conv(16, 64, 55, [3, 3]),
  'Conv 5×5, 48 → 64, 35²': conv(48, 64, 35, [5, 5]),
  'Conv 1×7, 192 → 192, 17²': conv(192, 192, 17, [1, 7]),
  'Conv 3×1, 384 → 384, 8²': conv(384, 384, 8, [3, 1]),
  'Conv 3×3, 16 → 1, 128²': head(16, 1, 128, 3),
  'Conv 3×3, 64 → 3, 128²': head(64, 3, 128, 3),
  'Conv 9×9, 32 → 3, 128²': head(32, 3, 128, 9),
  'Conv 3×3, 256 → 4, 32²': head(256, 4, 32, 3),
  'Conv 3×3, 64 → 8, 112²': head(64, 8, 112, 3),
  'Conv 3×3, 64 → 16, 56²': head(64, 16, 56, 3),
  'ConvTranspose 3×3, 3 → 64, 64²': transposed(3, 64, 64),
  'ConvTranspose 3×3, 64 → 64, 28²': transposed(64, 64, 28),
  'ConvTranspose 3×3, depthwise, 64, 28²': transposed(64, 64, 28, 64),
};

/** Kernels inside a model, as they are written and as recipes write them. */
export const kernels: Bench = {
  name: 'kernels',
  about: 'kernels of convolutions, activations and others inside a model, before and after their rewrites',
  run: async () => {
    const runtime = createLocalRuntime(await loadNodeEngine({ threads: 1 }));
    const metrics: Record<string, Metric> = {};
    for (const [name, own] of Object.entries(cases)) {
      const before = graphOf(own);
      const after = playRecipe(before, own.recipe ?? kernelRecipe, rules, target).graph;
      const times: [number[], number[]] = [[], []];
      // In turns, so that what slows the machine slows both.
      for (let turn = 0; turn < turns; turn++) {
        times[0].push(await kernelMs(runtime, before));
        times[1].push(await kernelMs(runtime, after));
      }
      metrics[name] = metric(times[0]);
      metrics[`${name}, rewritten`] = metric(times[1]);
      const ratios = times[0].map((ms, i) => ms / (times[1][i] ?? Number.NaN));
      metrics[`${name}: speed-up`] = metric(ratios, 'ratio');
    }
    return metrics;
  },
};

/** Between two operators, so that a kernel may write over its input. */
function graphOf({ shape, write }: Case): Graph {
  const g = graphBuilder({ opset: 18 });
  g.output('y', g.op('Neg', [write(g, g.op('Neg', [g.input('x', 'float32', shape)]))]));
  return inferGraph(g.raw());
}

/** Milliseconds of one run's kernels, without what stands around them. */
async function kernelMs(runtime: Runtime, graph: Graph): Promise<number> {
  const weights = createWeightStore({ files: new Map(), randomSeed: 1, graph });
  const evaluator = createEvaluator({ runtime, weights, opsets: graph.header.opsets });
  const constants = [...graph.values()].flatMap(({ constant }) => (constant === null ? [] : [constant]));
  const bytes = new Map<Constant, Uint8Array>();
  (await evaluator.evaluate(constants)).forEach((own, i) => {
    const constant = constants[i];
    if (constant !== undefined) bytes.set(constant, own);
  });
  const model = encodeBeside(
    graph,
    (constant) => bytes.get(constant) ?? new Uint8Array(4 * elementCount(constant.shape)),
  );
  const session = await runtime.open(model, { level: 'all', profile: true });
  await runtime.place(session, makeInputs(graph, { kind: 'normal', seed: 1 }));
  await runtime.warmUp(session, { maxMs: 1000, minRuns: 3 });
  const profile = await runtime.profile(session, runs);
  return median(
    profile.runs.map((run) =>
      run.reduce((sum, { op, durationUs }) => (op === 'Neg' ? sum : sum + durationUs / 1000), 0),
    ),
  );
}
