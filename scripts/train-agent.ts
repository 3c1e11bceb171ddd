/**
 * Trains the policy that ships with the app and writes it with its provenance. Where good ways were recorded
 * (scripts/demonstrate.ts), it first imitates them, and a proposer learns which rules they are made of; then it is trained
 * in the dreams of a world model alone. Dreams begin at real states of the gallery's models, at states after short random
 * play on them, and at states on the good ways. Each seed gets the same share of the time; the one whose play pays most on
 * the real graphs, by the estimate, is kept.
 * Usage: npx tsx scripts/train-agent.ts [--world FILE] [--out FILE] [--seconds 170] [--seeds 2] [--horizon 16]
 *   [--dreams 160] [--temperature 0.5] [--lambda 0.95] [--entropy 0.01] [--rate 0.002] [--hidden 64]
 *   [--reward log|step|end] [--unseen model,model…] [--check 6] [--demonstrations DIR] [--clone 500] [--costs FILE]
 * --costs: operator times that `record.ts --operators` kept, in the place of the analytic cost model.
 * What ships: --demonstrations .cache/demonstrations --costs .cache/recorded-costs.json
 * RLFlow's own controller: --world public/models/rlflow.dgck --out public/models/rlflow.dgpo --hidden 32 --lambda 1 \
 *   --rate 0.001 --reward step
 */
import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { agentPlay } from '../src/agent/agentPlay';
import { clonePolicy, standardCloning, teachProposer } from '../src/agent/cloning';
import { type Lesson, lessonsOf } from '../src/agent/lessons';
import { Policy, standardPolicy } from '../src/agent/policy/policy';
import { savePolicy } from '../src/agent/policy/policyFile';
import { Proposer } from '../src/agent/policy/proposer';
import { type IterationReport, PolicyTrainer } from '../src/agent/ppo/policyTrainer';
import { standardDreams, standardLearning } from '../src/agent/ppo/settings';
import { startStates } from '../src/agent/startStates';
import { createRandom } from '../src/core';
import { importDataset } from '../src/env/datasetFile';
import type { Episode } from '../src/env/episode';
import type { Observation, ObservedEnvironment } from '../src/env/observation';
import { rewardKinds } from '../src/env/rewards';
import type { RewriteState } from '../src/env/rewriteEnv';
import { decodeModel, dynamicDims, type Graph, inferGraph, specialise } from '../src/graph';
import { chooseBackend } from '../src/nn';
import { ruleListHash, rules } from '../src/transforms';
import { type DreamState, loadModel } from '../src/worldmodel';
import { neverShown } from './datasets';
import { environmentOf, estimatorFrom, growth, pricesAbout } from './recording/play';

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
    reward: { type: 'string', default: standardDreams.reward },
    unseen: { type: 'string', default: '' },
    check: { type: 'string', default: '6' },
    demonstrations: { type: 'string', default: '' },
    costs: { type: 'string', default: '' },
    clone: { type: 'string', default: String(standardCloning.updates) },
  },
});

/** Larger graphs cost more to observe than they teach: their blocks are those of the smaller ones. */
const largestGraph = 700;
/** Real states of each model. */
const statesEach = 8;
/** Seconds for reading models and playing a little on them. */
const preparing = 60;

/** Lessons of one way; what is imitated on in each iteration of the dreams; hidden units of the proposer. */
const lessonsEach = 24;
const rehearsed = { batch: 96, rate: 0.5 };
const proposerHidden = 64;

const unseen = [...neverShown, ...values.unseen.split(',').filter((name) => name !== '')];
const seeds = Array.from({ length: Number(values.seeds) }, (_, i) => i + 1);
const horizon = Number(values.horizon);
const reward = rewardKinds.find((kind) => kind === values.reward);
// A world model does not imagine memory traffic.
if (reward === undefined || reward === 'traffic') throw new Error(`no dream has the reward ${values.reward}`);
const dreams = { horizon, dreams: Number(values.dreams), temperature: Number(values.temperature), reward };
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
const estimator = await estimatorFrom(values.costs);
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
const ways = await goodWays();
const lessons: readonly Lesson<DreamState>[] = await lessonsOf(world, ways, {
  horizon,
  each: lessonsEach,
  random: createRandom(1).fork('lessons'),
});
starts.push(...lessons.filter((_, i) => i % 4 === 0).map(({ state }) => state));
console.log(
  `${opened.length} models, ${ways.length} good ways, ${lessons.length} lessons, ${starts.length} states, ${backend.name}`,
);
const proposer = await taughtProposer();

const secondsEach = Number(values.seconds) / seeds.length;
const results = [];
for (const seed of seeds) results.push(await trainOne(seed));
const [best] = results.sort((a, b) => b.real - a.real || b.dreamed - a.dreamed);
if (best === undefined) throw new Error('give at least one seed');
const file = await savePolicy(best.policy, {
  rules: known,
  worldModel: createHash('sha256').update(bytes).digest('hex').slice(0, 16),
  horizon,
  proposer,
  half: true,
  provenance: {
    script: 'scripts/train-agent.ts',
    models: opened.map(({ name }) => name),
    runtime: pricesAbout(values.costs),
    unseen,
    demonstrations: [...new Set(ways.map(({ model }) => model))],
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
  const { rewardScale } = standardLearning;
  const updates = Number(values.clone);
  if (lessons.length > 0) {
    const fit = await clonePolicy(policy, lessons, { ...standardCloning, updates, seed, rewardScale });
    console.log(`seed ${seed}  imitates with a log likelihood of ${fit.toFixed(3)} a move`);
    if (values.check !== '0') await checkForReal(policy, seed);
  }
  const rehearsal = { lessons, ...rehearsed };
  // The time decides how many iterations there are; the schedule is set by how long the first ones take.
  const start = performance.now();
  const probe = new PolicyTrainer(new Policy(config, seed), world, starts, {
    seed,
    dreams,
    learning,
    rehearsal,
  });
  for (let i = 0; i < 2; i++) await probe.iterate();
  probe.dispose();
  const each = (performance.now() - start) / 2000;
  const iterations = Math.max(1, Math.floor(secondsEach / each) - 2);
  const trainer = new PolicyTrainer(policy, world, starts, {
    seed,
    dreams,
    learning,
    iterations,
    rehearsal,
  });
  let report: IterationReport | null = null;
  while (trainer.iterations < iterations && performance.now() - start < secondsEach * 1000) {
    report = await trainer.iterate();
    if (trainer.iterations % 10 === 0) console.log(lineOf(seed, report, performance.now() - start));
  }
  trainer.dispose();
  const real = await checkForReal(policy, seed);
  return { seed, policy, iterations: trainer.iterations, dreamed: report?.dreamed ?? 0, real };
}

/** Null without good ways to learn from. */
async function taughtProposer(): Promise<Proposer | null> {
  if (lessons.length === 0) return null;
  const made = new Proposer({ rules: world.rules, latent: config.latent, hidden: proposerHidden }, 1);
  const updates = Number(values.clone);
  const fit = await teachProposer(made, lessons, { ...standardCloning, updates, seed: 1 });
  console.log(`the proposer's log likelihood: ${(fit * world.rules).toFixed(3)} a state`);
  return made;
}

async function goodWays(): Promise<Episode[]> {
  if (values.demonstrations === '') return [];
  const files = (await readdir(values.demonstrations)).filter((name) => name.endsWith('.dgds')).sort();
  const found: Episode[] = [];
  for (const name of files) {
    const data = await readFile(`${values.demonstrations}/${name}`);
    const { episodes } = importDataset(data, (length) => ruleListHash(rules, length));
    found.push(...episodes.filter(({ model }) => !unseen.includes(model)));
  }
  return found;
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
    const env = environmentOf(graph, estimator, growth.ways);
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
