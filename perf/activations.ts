import { createLocalRuntime, makeInputs, median, type Runtime } from '../src/bench';
import { encodeBeside } from '../src/bench/materialise';
import { loadNodeEngine } from '../src/bench/nodeEngine';
import { type Graph, type GraphBuilder, graphBuilder, inferGraph, type ValueId } from '../src/graph';
import { rules } from '../src/transforms';
import { playRecipe } from '../src/transforms/playRecipe';
import { activationRecipe } from '../src/transforms/recipes';
import { type Bench, type Metric, metric } from './bench';

const target = { provider: 'wasm', standardOpsOnly: false } as const;
/** Of an early layer of a detector. */
const shape = [1, 64, 104, 104];
const turns = 7;
const runs = 10;

const written: Readonly<Record<string, (g: GraphBuilder, x: ValueId) => ValueId>> = {
  Tanh: (g, x) => g.op('Tanh', [x]),
  Exp: (g, x) => g.op('Exp', [x]),
  Erf: (g, x) => g.op('Erf', [x]),
  Softplus: (g, x) => g.op('Softplus', [x]),
  Sigmoid: (g, x) => g.op('Sigmoid', [x]),
  SiLU: (g, x) => g.op('Mul', [x, g.op('Sigmoid', [x])]),
  Mish: (g, x) => g.op('Mish', [x]),
  'HardSwish written out': (g, x) => {
    const number = (name: string, value: number) => g.scalar(name, 'float32', value);
    const line = g.op('Add', [x, number('three', 3)]);
    const gate = g.op('Clip', [line, number('low', 0), number('high', 6)]);
    return g.op('Div', [g.op('Mul', [x, gate]), number('six', 6)]);
  },
};

/** Kernels of activations at ORT's level `all`, as they are written and as `activationRecipe` writes them. */
export const activations: Bench = {
  name: 'activations',
  about:
    'kernels of Sigmoid, SiLU, Mish, HardSwish and others on 692,224 floats, before and after their rewrites',
  run: async () => {
    const runtime = createLocalRuntime(await loadNodeEngine({ threads: 1 }));
    const metrics: Record<string, Metric> = {};
    for (const [name, write] of Object.entries(written)) {
      const before = graphOf(write);
      const after = playRecipe(before, activationRecipe, rules, target).graph;
      const times: [number[], number[]] = [[], []];
      // In turns, so that what slows the machine slows both.
      for (let turn = 0; turn < turns; turn++) {
        times[0].push(await kernelMs(runtime, before));
        if (after !== before) times[1].push(await kernelMs(runtime, after));
      }
      metrics[name] = metric(times[0]);
      if (after === before) continue;
      metrics[`${name}, rewritten`] = metric(times[1]);
      const ratios = times[0].map((ms, i) => ms / (times[1][i] ?? Number.NaN));
      metrics[`${name}: speed-up of its kernels`] = metric(ratios, 'ratio');
    }
    return metrics;
  },
};

function graphOf(write: (g: GraphBuilder, x: ValueId) => ValueId): Graph {
  const g = graphBuilder({ opset: 18 });
  g.output('y', write(g, g.input('x', 'float32', shape)));
  return inferGraph(g.raw());
}

/** Milliseconds of one run's kernels, without what copies inputs in and outputs out. */
async function kernelMs(runtime: Runtime, graph: Graph): Promise<number> {
  const model = encodeBeside(graph, () => {
    throw new Error('there are no weights here');
  });
  const session = await runtime.open(model, { level: 'all', profile: true });
  await runtime.place(session, makeInputs(graph, { kind: 'normal', seed: 1 }));
  await runtime.warmUp(session, { maxMs: 1000, minRuns: 3 });
  const profile = await runtime.profile(session, runs);
  return median(
    profile.runs.map((kernels) => kernels.reduce((sum, { durationUs }) => sum + durationUs / 1000, 0)),
  );
}
