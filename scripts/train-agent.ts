/**
 * Trains the policy that ships with the app, in the dreams of a world model alone, and writes it with its provenance.
 * Real states of the gallery's models (and states after short random play on them) are where dreams begin. Each seed
 * gets the same share of the time; the one whose play pays most on the real graphs, by the estimate, is kept.
 * Usage: npx tsx scripts/train-agent.ts [--world FILE] [--out FILE] [--seconds 170] [--seeds 2] [--horizon 16]
 *   [--dreams 160] [--temperature 0.5] [--lambda 0.95] [--entropy 0.01] [--rate 0.002] [--hidden 64]
 *   [--unseen model,model…] [--check 6]
 * RLFlow's own controller: --world public/models/rlflow.dgck --out public/models/rlflow.dgpo --hidden 32 --lambda 1
 */
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { agentPlay } from '../src/agent/agentPlay';
import { Policy, standardPolicy } from '../src/agent/policy/policy';
import { savePolicy } from '../src/agent/policy/policyFile';
import { type IterationReport, PolicyTrainer } from '../src/agent/ppo/policyTrainer';
import { standardDreams, standardLearning } from '../src/agent/ppo/settings';
import { startStates } from '../src/agent/startStates';
import { createCostTable, createEstimator } from '../src/bench';
import { createRandom } from '../src/core';
import type { Observation, ObservedEnvironment } from '../src/env/observation';
import { createRewriteEnv, type RewriteState } from '../src/env/rewriteEnv';
import { decodeModel, dynamicDims, type Graph, inferGraph, specialise } from '../src/graph';
import { chooseBackend } from '../src/nn';
import { ruleListHash, rules } from '../src/transforms';
import { type DreamState, loadModel } from '../src/worldmodel';

const { values } = parseArgs({
  options: {
    world: { type: 'string', default: 'public/models/dreamgraph.dgck' },
    out: { type: 'string', default: 'public/models/dreamgraph.dgpo' },
    seconds: { type: 'string', default: '170' },
    seeds: { type: 'string', default: '2' },
    hidden: { type: 'string', default: String(standardPolicy.hidden) },
    rate: { type: 'string', default: String(standardLearning.learningRate) },
    horizon: { type: 'string', default: String(standardDreams.horizon) },
    dreams: { type: 'string', default: String(standardDreams.dreams) },
    temperature: { type: 'string', default: String(standardDreams.temperature) },
    lambda: { type: 'string', default: String(standardLearning.lambda) },
    entropy: { type: 'string', default: String(standardLearning.entropy) },
    unseen: { type: 'string', default: '' },
    check: { type: 'string', default: '6' },
  },
});

/** Larger graphs cost more to observe than they teach: their blocks are those of the smaller ones. */
const largestGraph = 700;
/** Real states of each model. */
const statesEach = 8;
/** Seconds for reading models and playing a little on them. */
const preparing = 60;

const unseen = values.unseen.split(',').filter((name) => name !== '');
const seeds = Array.from({ length: Number(values.seeds) }, (_, i) => i + 1);
const horizon = Number(values.horizon);
const dreams = { horizon, dreams: Number(values.dreams), temperature: Number(values.temperature) };
const learning = {
  learningRate: Number(values.rate),
  lambda: Number(values.lambda),
  entropy: Number(values.entropy),
};

interface Opened {
  readonly name: string;
  readonly env: ObservedEnvironment<RewriteState>;
  readonly states: readonly Observation[];
}

const backend = await chooseBackend();
const bytes = await readFile(values.world);
const { model: world, rules: known } = loadModel(bytes, (length) => ruleListHash(rules, length));
const opened = await openGallery();
const starts: DreamState[] = [];
for (const { states } of opened) starts.push(...(await world.encode(states)));
const [first] = starts;
if (first === undefined) throw new Error('no model of the gallery could be opened');
const config = {
  ...standardPolicy,
  hidden: Number(values.hidden),
  rules: world.rules,
  latent: first.latent.length / first.samples,
};
console.log(`${opened.length} models, ${starts.length} states, ${backend.name}`);

const secondsEach = Number(values.seconds) / seeds.length;
const results = [];
for (const seed of seeds) results.push(await trainOne(seed));
const [best] = results.sort((a, b) => b.real - a.real || b.dreamed - a.dreamed);
if (best === undefined) throw new Error('give at least one seed');
const file = await savePolicy(best.policy, {
  rules: known,
  worldModel: createHash('sha256').update(bytes).digest('hex').slice(0, 16),
  horizon,
  half: true,
  provenance: {
    script: 'scripts/train-agent.ts',
    models: opened.map(({ name }) => name),
    unseen,
    seed: best.seed,
    iterations: best.iterations,
    dreams: { ...standardDreams, ...dreams },
    learning: { ...standardLearning, ...learning },
    seeds: results.map(({ seed, dreamed, real }) => ({ seed, dreamed, real })),
  },
});
await writeFile(values.out, file);
console.log(`seed ${best.seed} kept, ${file.length} bytes written to ${values.out}`);

async function trainOne(seed: number) {
  const policy = new Policy(config, seed);
  // The time decides how many iterations there are; the schedule is set by how long the first ones take.
  const start = performance.now();
  const probe = new PolicyTrainer(new Policy(config, seed), world, starts, { seed, dreams, learning });
  for (let i = 0; i < 2; i++) await probe.iterate();
  probe.dispose();
  const each = (performance.now() - start) / 2000;
  const iterations = Math.max(1, Math.floor(secondsEach / each) - 2);
  const trainer = new PolicyTrainer(policy, world, starts, { seed, dreams, learning, iterations });
  let report: IterationReport | null = null;
  while (trainer.iterations < iterations && performance.now() - start < secondsEach * 1000) {
    report = await trainer.iterate();
    if (trainer.iterations % 10 === 0) console.log(lineOf(seed, report, performance.now() - start));
  }
  trainer.dispose();
  const real = await checkForReal(policy, seed);
  return { seed, policy, iterations: trainer.iterations, dreamed: report?.dreamed ?? 0, real };
}

function lineOf(seed: number, r: IterationReport, ms: number): string {
  return (
    `seed ${seed}  ${r.iteration}  ${(ms / 1000).toFixed(0)} s  dreamed ${r.dreamed.toFixed(4)} (best ${r.best.toFixed(3)})` +
    `  steps ${r.steps.toFixed(1)}  doubted ${r.doubted.toFixed(2)}  entropy ${r.entropy.toFixed(2)}  kl ${r.kl.toFixed(4)}` +
    `  value ${r.valueLoss.toFixed(3)}`
  );
}

/** Mean log speed-up of the policy by itself on the real graphs, and what it dreamed of it. */
async function checkForReal(policy: Policy, seed: number): Promise<number> {
  let sum = 0;
  const limit = Number(values.check);
  const checked = opened.slice(0, limit);
  for (const { name, env } of checked) {
    const alone = { dreams: 1, plans: 1, hunches: 0, everywhere: false, episodes: 1 };
    const agent = agentPlay({ imagination: world, policy, horizon }, alone);
    const { dream, candidates } = await agent(env, {
      seconds: 4,
      seed,
      maxDepth: 60,
      signal: null,
      onProgress: null,
    });
    const before = env.cost(env.reset());
    const gain = Math.log(before / (candidates[0]?.cost ?? before));
    sum += gain;
    console.log(
      `seed ${seed}  ${name}: dreamed ${(dream?.dreamed ?? 0).toFixed(4)}, real ${(dream?.real ?? 0).toFixed(4)} ` +
        `in ${dream?.steps ?? 0} steps, best state ${gain.toFixed(4)}`,
    );
  }
  return sum / Math.max(1, checked.length);
}

async function openGallery(): Promise<Opened[]> {
  const gallery = JSON.parse(await readFile('public/models/gallery.json', 'utf8')) as {
    models: { id: string; file: string }[];
  };
  const begun = performance.now();
  const found: Opened[] = [];
  for (const { id, file } of gallery.models) {
    if (unseen.includes(id) || performance.now() - begun > preparing * 1000) continue;
    const graph = open(await readFile(`public/models/${file}`));
    if (graph.size > largestGraph) continue;
    const env = envOf(graph);
    const random = createRandom(1).fork(id);
    found.push({ name: id, env, states: startStates(env, { count: statesEach, steps: 12, random }) });
  }
  return found;
}

function open(data: Uint8Array): Graph {
  const decoded = inferGraph(decodeModel(data));
  const dims = Object.fromEntries(dynamicDims(decoded).map(({ name, suggested }) => [name, suggested]));
  return specialise(decoded, { dims, keepOutputs: null });
}

/** As the recorder's: runtimes are the analytic cost model's, without a measurement. */
function envOf(graph: Graph): ObservedEnvironment<RewriteState> {
  const estimator = createEstimator(
    createCostTable({ ep: 'wasm', threads: 1, adapter: 'none', runtime: 'analytic' }),
  );
  return createRewriteEnv({
    graph,
    rules,
    target: { provider: 'wasm', standardOpsOnly: false },
    estimate: (g) => estimator.ms(g),
    growthLimit: 1.5,
    shares: (g) => estimator.shares(g),
  });
}
