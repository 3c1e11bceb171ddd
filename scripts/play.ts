/**
 * Random legal rewrites on real models: every step is validated, and every fiftieth and the last compute what the original does.
 * npx tsx scripts/play.ts [--actions 10000] [--seed 1] [--json FILE [--resume [--models N]]] [--page FILE.md] [MODEL...]
 * `--resume` keeps what the file has of models that were played with the same rules, seed and number of actions.
 * `--models` stops after so many models more; `--page` writes what was played as docs/random-play.md.
 * Half of the actions go to rules that no earlier model has had, so that rare ones are played too.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { describeMachine } from '../perf/machine';
import { modelBytes, specialised } from '../perf/models';
import { createEvaluator, createLocalRuntime, createVerifier } from '../src/bench';
import { loadNodeEngine } from '../src/bench/nodeEngine';
import { createWeightStore, type Graph, validate } from '../src/graph';
import { ruleListHash, rules, type Target } from '../src/transforms';
import { play } from '../src/transforms/play';

const everyModel =
  'squeezenet1_1 mobilenet_v2 shufflenet_v2_x1_0 resnet18 bert_mini vit_tiny resnet50 inception_v3 vit_b_16 espcn silero_vad_16k ' +
  'dtln_2 gtcrn tf_bert_qa_shrunk gpt2_past_shrunk t5_encoder_random yunet_320 ultraface_rfb_320 fsanet ppocr_cls fastestdet ' +
  'mobilenet_v2_int8 yolox_nano bert_base swin_t style_mosaic';
const episode = 200;
const checkEvery = 50;
/** Enlarged convolutions make its comparisons take minutes: it is compared at the end of an episode alone, on one set of inputs. */
const slow: ReadonlySet<string> = new Set(['style_mosaic']);
const target: Target = { provider: 'wasm', standardOpsOnly: false };

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    actions: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    json: { type: 'string' },
    resume: { type: 'boolean', default: false },
    page: { type: 'string' },
    models: { type: 'string', default: '1000' },
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
  /** How often each rule was applied. */
  readonly played: Readonly<Record<string, number>>;
  readonly checks: number;
  /** Largest difference of an output, relative to its scale. */
  readonly worst: number;
  readonly failures: readonly string[];
}

/** What the figures depend on. */
interface Run {
  readonly date: string;
  readonly machine: ReturnType<typeof describeMachine>;
  readonly rules: number;
  readonly ruleListHash: string;
  readonly seed: number;
  readonly actionsPerModel: number;
  readonly rows: readonly Row[];
}

const about: Omit<Run, 'rows'> = {
  date: new Date().toISOString().slice(0, 10),
  machine: describeMachine(),
  rules: rules.length,
  ruleListHash: ruleListHash(),
  seed: Number(values.seed),
  actionsPerModel: share,
};

/** Rows of an earlier run with the same rules, seed and share. */
function played(file: string | undefined): readonly Row[] {
  if (file === undefined || !values.resume || !existsSync(file)) return [];
  const run = JSON.parse(readFileSync(file, 'utf8')) as Run;
  const same = (['ruleListHash', 'seed', 'actionsPerModel'] as const).every((key) => run[key] === about[key]);
  return same ? run.rows : [];
}

const rows: Row[] = [...played(values.json)];
const known = rows.length;
for (const name of models) {
  if (rows.some((row) => row.model === name)) continue;
  if (rows.length - known >= Number(values.models)) break;
  const row = await playModel(name);
  rows.push(row);
  const failures = row.failures.length === 0 ? 'no failure' : row.failures.slice(0, 3).join('; ');
  console.log(
    `${name}: ${row.actions} actions of ${row.rules} rules, ${row.checks} comparisons, worst ${row.worst.toExponential(1)}, ${failures}`,
  );
  if (values.json !== undefined)
    writeFileSync(values.json, `${JSON.stringify({ ...about, rows }, null, 1)}\n`);
}
if (values.page !== undefined) writeFileSync(values.page, playPage(about, rows));
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
  const isSlow = slow.has(name);
  const verifier = createVerifier({ runtime, weights, evaluator, seed: 1, sets: isSlow ? 1 : 2 });
  const every = isSlow ? episode : checkEvery;
  const failures: string[] = [];
  const counts: Record<string, number> = {};
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
      played: new Set([...rows.flatMap((row) => Object.keys(row.played)), ...Object.keys(counts)]),
      onStep: async (graph, site) => {
        actions++;
        trace.push(rules[site.rule]?.name ?? '');
        const [problem] = validate(graph);
        if (problem !== undefined) failures.push(`run ${run} after ${trace.at(-1)}: ${problem.message}`);
        if (trace.length % every === 0) await check(graph, `run ${run}, step ${trace.length}`);
      },
    });
    for (const rule of played.trace) counts[rule] = (counts[rule] ?? 0) + 1;
    for (const { rule, refusal } of played.refused)
      if (refusal.bug) failures.push(`${rule}: ${refusal.reason}`);
    if (trace.length % every !== 0) await check(played.graph, `run ${run}, end after ${trace.length}`);
    if (actions === before) break;
  }
  return { model: name, actions, rules: Object.keys(counts).length, played: counts, checks, worst, failures };
}

/** The run as a page. */
function playPage(run: Omit<Run, 'rows'>, all: readonly Row[]): string {
  const total = (of: (row: Row) => number) => all.reduce((n, row) => n + of(row), 0);
  const ever = new Set(all.flatMap((row) => Object.keys(row.played)));
  const never = rules.filter((rule) => !ever.has(rule.name)).map((rule) => `\`${rule.name}\``);
  const failures = all.flatMap((row) => row.failures.map((failure) => `- ${row.model}: ${failure}`));
  const lines = all.map(
    ({ model, actions, rules: used, checks, worst, failures: failed }) =>
      `| ${model} | ${actions} | ${used} of ${run.rules} | ${checks} | ${worst.toExponential(1)} | ${failed.length} |`,
  );
  return `# Random play

Generated by \`npx tsx scripts/play.ts --json FILE --page docs/random-play.md\`; do not edit.

Legal rewrites drawn at random (first a rule that has sites, then one of its sites), in episodes of at most ${episode} on graphs
that may grow to twice their size, rules that take each other back included; half of the draws are among rules that no
model above has had, where these have sites. Every step is validated; every ${checkEvery}th and the last of an episode must
compute what the original does, in onnxruntime-web, on two sets of inputs (${[...slow].join(', ')}, whose enlarged convolutions
take long: the last of an episode, on one set).

${run.date}; ${run.rules} rules (list ${run.ruleListHash}), seed ${run.seed}, ${run.actionsPerModel} actions a model; ${JSON.stringify(run.machine)}.

**${total((row) => row.actions)} actions on ${all.length} models, ${total((row) => row.checks)} comparisons, ${failures.length} failures.**
${failures.length === 0 ? '' : `\n${failures.join('\n')}\n`}
| model | actions | rules used | comparisons | largest difference (relative) | failures |
| --- | --- | --- | --- | --- | --- |
${lines.join('\n')}

${run.rules - never.length} of the ${run.rules} rules were applied at least once. The others had no site, or were not drawn: ${never.join(', ') || 'none'}.
`;
}
