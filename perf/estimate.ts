import {
  createCostTable,
  createEstimator,
  createEvaluator,
  createLocalRuntime,
  type Estimator,
  kendallTau,
  makeInputs,
  materialise,
  median,
  type Runtime,
  scopeOf,
} from '../src/bench';
import { loadNodeEngine } from '../src/bench/nodeEngine';
import { CodedError } from '../src/core';
import { createWeightStore, type Graph } from '../src/graph';
import { type Bench, type Metrics, metric } from './bench';
import { modelBytes, specialised } from './models';

/** All models of the zoo and by other people. */
const models = [
  'squeezenet1_1',
  'mobilenet_v2',
  'shufflenet_v2_x1_0',
  'resnet18',
  'resnet50',
  'inception_v3',
  'bert_mini',
  'vit_tiny',
  'swin_t',
  'vit_b_16',
  'bert_base',
  'yunet_320',
  'ultraface_rfb_320',
  'fastestdet',
  'yolox_nano',
  'ppocr_cls',
  'fsanet',
  'espcn',
  'mobilenet_v2_int8',
  'dtln_2',
  't5_encoder_random',
  'silero_vad_16k',
  'gtcrn',
  'tf_bert_qa_shrunk',
  'gpt2_past_shrunk',
  'style_mosaic',
];

const FILL_MS = 60_000;

/** Measured and estimated milliseconds of each model that is here and that ORT runs. */
async function measureEstimates(names: readonly string[], log = (_line: string): void => undefined) {
  const runtime = createLocalRuntime(await loadNodeEngine({ threads: 1 }));
  const estimator = createEstimator(createCostTable(scopeOf(await runtime.info())));
  const rows: { name: string; measured: number; estimated: number }[] = [];
  for (const name of names) {
    const bytes = modelBytes(name);
    if (bytes === null) continue;
    try {
      const row = await one(runtime, estimator, specialised(bytes));
      rows.push({ name, ...row });
      log(`${name}: measured ${row.measured.toFixed(2)} ms, estimated ${row.estimated.toFixed(2)} ms`);
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      log(`${name}: ${error.message}`);
    }
  }
  await runtime.dispose();
  return rows;
}

async function one(runtime: Runtime, estimator: Estimator, graph: Graph) {
  const weights = createWeightStore({ files: new Map(), randomSeed: 1, graph });
  const evaluator = createEvaluator({ runtime, weights, opsets: graph.header.opsets });
  await estimator.fill([graph], { runtime, budgetMs: FILL_MS, seed: 1 });
  const estimated = estimator.estimate(graph).ms;
  const session = await runtime.open(await materialise(graph, weights, evaluator), { level: 'all' });
  await runtime.place(session, makeInputs(graph, { kind: 'normal', seed: 1 }));
  await runtime.warmUp(session, { maxMs: 5000, minRuns: 5 });
  const measured = median(await runtime.time(session, { runs: 1, samples: 11 }));
  await runtime.close(session);
  return { measured, estimated };
}

/** The baseline that a learned model of runtimes has to beat. */
export const estimate: Bench = {
  name: 'estimate',
  about: 'runtimes of whole models estimated from their operators, against measured (minutes)',
  long: true,
  run: async (): Promise<Metrics> => {
    const rows = await measureEstimates(models, (line) => console.error(line));
    if (rows.length === 0) return {};
    const errors = rows.map(({ measured, estimated }) => Math.abs(estimated / measured - 1));
    const measured = rows.map((row) => row.measured);
    const estimated = rows.map((row) => row.estimated);
    const mean = errors.reduce((sum, e) => sum + e, 0) / errors.length;
    const tau = kendallTau(measured, estimated);
    return {
      models: metric([rows.length], 'count'),
      'mean absolute error': metric([mean], 'ratio'),
      'absolute error': metric(errors, 'ratio'),
      'rank correlation (Kendall)': metric([tau ?? Number.NaN], 'ratio'),
    };
  },
};
