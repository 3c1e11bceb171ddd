/**
 * Random legal rewrites on real models: every step is validated, and every fiftieth and the last compute what the original does.
 * npx tsx scripts/play.ts [--actions 10000] [--seed 1] [--json FILE] [MODEL...]
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { describeMachine } from '../perf/machine';
import { modelBytes, specialised } from '../perf/models';
import { createEvaluator, createLocalRuntime, createVerifier } from '../src/bench';
import { loadNodeEngine } from '../src/bench/nodeEngine';
import { createWeightStore, type Graph, validate } from '../src/graph';
import { ruleListHash, rules, type Target } from '../src/transforms';
import { play } from '../src/transforms/play';

const everyModel =
  'squeezenet1_1 mobilenet_v2 shufflenet_v2_x1_0 resnet18 bert_mini vit_tiny resnet50 inception_v3 vit_b_16 bert_base swin_t ' +
  'mobilenet_v2_int8 yolox_nano ultraface_rfb_320 yunet_320 fastestdet ppocr_cls fsanet style_mosaic espcn silero_vad_16k dtln_2 ' +
  'gtcrn tf_bert_qa_shrunk gpt2_past_shrunk t5_encoder_random';
const episode = 200;
const checkEvery = 50;
const target: Target = { provider: 'wasm', standardOpsOnly: false };

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    actions: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    json: { type: 'string' },
  },
});
const models = (positionals.length > 0 ? positionals : everyModel.split(' ')).filter((name) =>
  modelBytes(name),
);
const share = Math.ceil(Number(values.actions) / models.length);
const runtime = createLocalRuntime(await loadNodeEngine({ threads: 1 }));

interface Row {
  readonly model: string;
  readonly actions: number;
  readonly rules: number;
  readonly checks: number;
  /** Largest difference of an output, relative to its scale. */
  readonly worst: number;
  readonly failures: readonly string[];
}

const rows: Row[] = [];
for (const name of models) {
  const row = await playModel(name);
  rows.push(row);
  const failures = row.failures.length === 0 ? 'no failure' : row.failures.slice(0, 3).join('; ');
  console.log(
    `${name}: ${row.actions} actions of ${row.rules} rules, ${row.checks} comparisons, worst ${row.worst.toExponential(1)}, ${failures}`,
  );
  if (values.json !== undefined) {
    const about = {
      machine: describeMachine(),
      rules: rules.length,
      ruleListHash: ruleListHash(),
      seed: Number(values.seed),
    };
    writeFileSync(values.json, `${JSON.stringify({ ...about, rows }, null, 1)}\n`);
  }
}
const total = rows.reduce((n, row) => n + row.actions, 0);
const failed = rows.reduce((n, row) => n + row.failures.length, 0);
console.log(`${total} actions on ${rows.length} models, ${failed} failures`);
process.exitCode = failed > 0 ? 1 : 0;

async function playModel(name: string): Promise<Row> {
  const bytes = modelBytes(name);
  if (bytes === null) throw new Error(`no model ${name}`);
  const base = specialised(bytes);
  const weights = createWeightStore({ files: new Map(), randomSeed: 1, graph: base });
  const evaluator = createEvaluator({ runtime, weights, opsets: base.header.opsets });
  const verifier = createVerifier({ runtime, weights, evaluator, seed: 1, sets: 2 });
  const failures: string[] = [];
  const used = new Set<string>();
  let [actions, checks, worst] = [0, 0, 0];
  const check = async (graph: Graph, where: string): Promise<void> => {
    checks++;
    try {
      const result = await verifier.verify(base, graph);
      worst = Math.max(worst, result.maxRel);
      if (!result.passed) failures.push(`${where}: ${result.worst?.output} ${result.worst?.reason}`);
    } catch (thrown) {
      failures.push(`${where}: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
    }
  };
  for (let run = 0; actions < share && failures.length < 5; run++) {
    const before = actions;
    const trace: string[] = [];
    const played = await play(base, {
      rules,
      target,
      seed: Number(values.seed) * 1000 + run,
      steps: Math.min(episode, share - actions),
      onStep: async (graph, site) => {
        actions++;
        trace.push(rules[site.rule]?.name ?? '');
        const [problem] = validate(graph);
        if (problem !== undefined) failures.push(`run ${run} after ${trace.at(-1)}: ${problem.message}`);
        if (trace.length % checkEvery === 0) await check(graph, `run ${run}, step ${trace.length}`);
      },
    });
    for (const rule of played.trace) used.add(rule);
    for (const { rule, refusal } of played.refused)
      if (refusal.bug) failures.push(`${rule}: ${refusal.reason}`);
    if (trace.length % checkEvery !== 0) await check(played.graph, `run ${run}, end after ${trace.length}`);
    if (actions === before) break;
  }
  return { model: name, actions, rules: used.size, checks, worst, failures };
}
