import {
  type CompareOptions,
  compareModels,
  createEvaluator,
  createLocalRuntime,
  makeInputs,
  materialise,
} from '../src/bench';
import { loadNodeEngine } from '../src/bench/nodeEngine';
import { createWeightStore, Edit, type Graph, nodeCost, type ValueId } from '../src/graph';
import { type Bench, type Metrics, metric } from './bench';
import { modelBytes, specialised } from './models';

export interface TimingPlan {
  /** Comparisons of the model with itself, and with one that has more work. */
  readonly same: number;
  readonly more: number;
  /** Limit of each comparison. */
  readonly sameSeconds: number;
  readonly moreSeconds: number;
}

const full: TimingPlan = { same: 100, more: 20, sameSeconds: 10, moreSeconds: 55 };
/** Work that the heavier model has on top, as a part of the multiply-adds. */
const EXTRA = 0.05;

/**
 * Whether the clock can be believed, on squeezenet1_1 with one thread: how often the 95 % interval of the model against
 * itself holds 1.0 and how often that is called a win; how often 5 % of extra work is told apart.
 */
export async function measureTiming(
  plan: TimingPlan,
  log = (_line: string): void => undefined,
): Promise<Metrics> {
  const bytes = modelBytes('squeezenet1_1');
  if (bytes === null) return {};
  const graph = specialised(bytes);
  const runtime = createLocalRuntime(await loadNodeEngine({ threads: 1 }));
  const weights = createWeightStore({ files: new Map(), randomSeed: 1, graph });
  const evaluator = createEvaluator({ runtime, weights, opsets: graph.header.opsets });
  const { heavier, share } = withExtraWork(graph);
  const light = await materialise(graph, weights, evaluator);
  const heavy = await materialise(heavier, weights, evaluator);
  const feeds = makeInputs(graph, { kind: 'normal', seed: 1 });

  const compare = async (original: typeof light, options: CompareOptions) => {
    const start = performance.now();
    const result = await compareModels(runtime, original, light, feeds, options);
    return { ...result, seconds: (performance.now() - start) / 1000 };
  };
  const same = [];
  for (let seed = 0; seed < plan.same; seed++) {
    same.push(await compare(light, { seconds: plan.sameSeconds, seed }));
    log(lineOf('same', seed, same.at(-1)));
  }
  const more = [];
  for (let seed = 0; seed < plan.more; seed++) {
    more.push(await compare(heavy, { seconds: plan.moreSeconds, seed, precision: 0.012 }));
    log(lineOf('more', seed, more.at(-1)));
  }
  await runtime.dispose();
  const count = (n: number) => metric([n], 'count');
  const halfWidth = same.map(({ ci95: [low, high] }) => Math.log(high / low) / 2);
  return {
    'extra work': metric([share], 'ratio'),
    'same: comparisons': count(same.length),
    'same: interval holds 1': count(same.filter(({ ci95: [low, high] }) => low <= 1 && high >= 1).length),
    'same: called a win': count(same.filter(({ win }) => win).length),
    'same: half-width': metric(halfWidth, 'ratio'),
    'same: noise': metric(
      same.map(({ noise }) => noise),
      'ratio',
    ),
    'same: time': metric(same.map(({ seconds }) => seconds * 1000)),
    'more: comparisons': count(more.length),
    'more: told apart': count(more.filter(({ win }) => win).length),
    'more: ratio': metric(
      more.map(({ ratio }) => ratio),
      'ratio',
    ),
    'more: time': metric(more.map(({ seconds }) => seconds * 1000)),
  };
}

function lineOf(
  kind: string,
  seed: number,
  result: { ratio: number; ci95: readonly [number, number]; noise: number; win: boolean } | undefined,
): string {
  if (result === undefined) return '';
  const { ratio, ci95, noise, win } = result;
  const numbers = [ratio, ...ci95, noise].map((x) => x.toFixed(4)).join(' ');
  return `${kind} ${seed}: ${numbers}${win ? ' win' : ''}`;
}

/**
 * The model with one more convolution: a copy, with weights of its own, of the one whose work is nearest to the wanted
 * part; its result is averaged into an output of its own, so that no optimizer can drop it.
 */
export function withExtraWork(graph: Graph): { readonly heavier: Graph; readonly share: number } {
  const convolutions = [...graph.nodes()]
    .filter((node) => node.op === 'Conv')
    .map((node) => ({ node, macs: nodeCost(graph, node)?.macs ?? 0 }));
  const total = convolutions.reduce((sum, { macs }) => sum + macs, 0);
  const distance = (macs: number) => Math.abs(macs / total - EXTRA);
  const chosen = convolutions.reduce((best, c) => (distance(c.macs) < distance(best.macs) ? c : best));
  const { node } = chosen;
  const edit = new Edit(graph);
  const inputs = node.inputs.map((input): ValueId | null => {
    const constant = graph.constant(input);
    return constant?.kind === 'tensor'
      ? edit.addConstant({ ...constant, name: `${constant.name} once more` })
      : input;
  });
  const outputs = edit.addNode({ op: 'Conv', inputs, attrs: node.attrs });
  const averaged = edit.addNode({ op: 'GlobalAveragePool', inputs: outputs });
  edit.setOutputs([...graph.outputs, ...averaged]);
  return { heavier: edit.finish().graph, share: chosen.macs / total };
}

/** The whole of it takes about half an hour; run it on a quiet machine. */
export const timing: Bench = {
  name: 'timing',
  about:
    'the clock: a model against itself 100 times, and against one with 5 % more work 20 times (half an hour)',
  long: true,
  run: () => measureTiming(full, (line) => console.error(line)),
};
