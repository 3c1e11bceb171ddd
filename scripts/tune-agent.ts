/**
 * Trains an agent on for about a minute on one model: it imitates the good ways that are found there and dreams
 * from the model's own states. Its world model stays as it is. For the evaluation's suite `unseen`, which compares this
 * with the agent that never saw the model's family.
 * Usage: npx tsx scripts/tune-agent.ts MODEL OUT_DIR [--from DIR] [--seconds 60] [--seed 1] [--costs FILE]
 * --from: the folder of the agent to begin with, where it is not the shipped one (one trained without the model's family).
 * --costs: operator times that `record.ts --operators` kept, in the place of the analytic cost model.
 */
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { modelBytes, specialised } from '../perf/models';
import { clonePolicy, standardCloning, teachProposer } from '../src/agent/cloning';
import { lessonsOf } from '../src/agent/lessons';
import { loadPolicy, savePolicy } from '../src/agent/policy/policyFile';
import { PolicyTrainer } from '../src/agent/ppo/policyTrainer';
import { standardLearning } from '../src/agent/ppo/settings';
import { createRandom } from '../src/core';
import { chooseBackend } from '../src/nn';
import { ruleListHash, rules } from '../src/transforms';
import { loadModel } from '../src/worldmodel';
import { expert, goodWays } from './recording/goodWays';
import { estimatorFrom } from './recording/play';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    from: { type: 'string', default: 'public/models' },
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
    costs: { type: 'string', default: '' },
  },
});
const [model, out] = positionals;
if (model === undefined || out === undefined) throw new Error('name a model and a folder');
/** Parts of the time for finding good ways and, after imitating them, for dreaming; longest way that is kept. */
const share = { ways: 0.3, dreams: 0.5 };
const longest = 400;
/** Gentler than from scratch: what was learned elsewhere should stay. */
const gentle = { ...standardCloning, updates: 250, batch: 64, learningRate: 1e-3 };

const seed = Number(values.seed);
const seconds = Number(values.seconds);
await chooseBackend();
const before = `${values.from}/dreamgraph`;
const hashOf = (length: number): string => ruleListHash(rules, length);
const { model: world } = loadModel(await readFile(`${before}.dgck`), hashOf);
const loaded = loadPolicy(await readFile(`${before}.dgpo`), hashOf);
const { policy, proposer, horizon, provenance, worldModel } = loaded;

const bytes = modelBytes(model);
if (bytes === null) throw new Error(`there is no model ${model}`);
const graph = specialised(bytes);
const random = createRandom(seed).fork(model);
const agent = { imagination: world, policy, proposer, horizon };
const searching = (seconds * share.ways) / 3;
const estimator = await estimatorFrom(values.costs);
const found = { name: model, search: expert(agent), estimator, seconds: searching, seed, random, longest };
const ways = await goodWays(graph, found);
const lessons = await lessonsOf(world, ways, { horizon, each: 60, random });
if (proposer !== null) await teachProposer(proposer, lessons, { ...gentle, seed });
const { rewardScale } = standardLearning;
await clonePolicy(policy, lessons, { ...gentle, seed, rewardScale });
const trainer = new PolicyTrainer(
  policy,
  world,
  lessons.map(({ state }) => state),
  { seed, dreams: { horizon, dreams: 64 }, rehearsal: { lessons, batch: 64, rate: 0.5 } },
);
const end = performance.now() + 1000 * seconds * share.dreams;
while (performance.now() < end) await trainer.iterate();

await mkdir(out, { recursive: true });
await copyFile(`${before}.dgck`, `${out}/dreamgraph.dgck`);
const file = await savePolicy(policy, {
  rules: loaded.rules,
  worldModel,
  horizon,
  proposer,
  half: true,
  provenance: { ...provenance, tunedOn: model, iterations: trainer.iterations },
});
await writeFile(`${out}/dreamgraph.dgpo`, file);
const gains = ways.map(({ costs }) => `×${((costs[0] ?? 1) / (costs.at(-1) ?? 1)).toFixed(3)}`);
console.log(`${model}: ways ${gains.join(', ')}, ${trainer.iterations} iterations, written to ${out}`);
trainer.dispose();
