import {
  compareModels,
  createEvaluator,
  createLocalRuntime,
  createVerifier,
  makeInputs,
  materialise,
} from '../src/bench';
import { loadNodeEngine } from '../src/bench/nodeEngine';
import { createWeightStore, graphCost } from '../src/graph';
import { rules } from '../src/transforms';
import { playRecipe } from '../src/transforms/playRecipe';
import { convolutionRecipe, encoderRecipe } from '../src/transforms/recipes';
import { type Bench, type Metric, metric } from './bench';
import { modelBytes, specialised } from './models';

const target = { provider: 'wasm', standardOpsOnly: false } as const;

const cases = [
  { model: 'bert_mini', recipe: encoderRecipe },
  { model: 'vit_tiny', recipe: encoderRecipe },
  { model: 'densenet121', recipe: convolutionRecipe },
];
const seconds = 40;

/** What scripted sequences of rules gain without any search, over ORT's level `all`, one thread, interleaved. */
export const recipes: Bench = {
  name: 'recipes',
  about: 'scripted sequences of rules on bert_mini, vit_tiny and DenseNet-121: speed over ORT level all',
  long: true,
  run: async () => {
    const metrics: Record<string, Metric> = {};
    const runtime = createLocalRuntime(await loadNodeEngine({ threads: 1 }));
    for (const { model, recipe } of cases) {
      const bytes = modelBytes(model);
      if (bytes === null) continue;
      const base = specialised(bytes);
      const { graph, trace } = playRecipe(base, recipe, rules, target);
      const weights = createWeightStore({ files: new Map(), randomSeed: 1, graph: base });
      const evaluator = createEvaluator({ runtime, weights, opsets: base.header.opsets });
      const equal = await createVerifier({ runtime, weights, evaluator, seed: 1 }).verify(base, graph);
      const feeds = makeInputs(base, { kind: 'normal', seed: 1 });
      const [original, candidate] = [
        await materialise(base, weights, evaluator),
        await materialise(graph, weights, evaluator),
      ];
      const result = await compareModels(runtime, original, candidate, feeds, {
        seconds,
        seed: 1,
        precision: 0.004,
      });
      const [low, high] = result.ci95;
      metrics[`${model}: speed-up`] = metric([result.ratio], 'ratio');
      metrics[`${model}: 95 % interval from`] = metric([low], 'ratio');
      metrics[`${model}: 95 % interval to`] = metric([high], 'ratio');
      metrics[`${model}: A/A noise`] = metric([result.noise], 'ratio');
      metrics[`${model}: multiply-adds, before ÷ after`] = metric(
        [graphCost(base).macs / graphCost(graph).macs],
        'ratio',
      );
      metrics[`${model}: rewrites`] = metric([trace.length], 'count');
      metrics[`${model}: outputs agree`] = metric([equal.passed ? 1 : 0], 'count');
    }
    return metrics;
  },
};
