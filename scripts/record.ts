/**
 * Records random play on the gallery's models into a dataset for the world model, one file for each model. Runtimes are
 * estimates: the sum over operators by the formula of the analytic cost model, without a measurement.
 * Usage: npx tsx scripts/record.ts OUT_DIR [EPISODES=40] [STEPS=20] [SEED=1] [MODEL…]
 */
import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import packageFile from '../package.json' with { type: 'json' };
import { createCostTable, createEstimator } from '../src/bench';
import { createRandom } from '../src/core';
import { exportDataset } from '../src/env/datasetFile';
import type { Episode } from '../src/env/episode';
import { randomPolicy, recordEpisode } from '../src/env/playRandomly';
import { createRewriteEnv, type RewriteState } from '../src/env/rewriteEnv';
import { decodeModel, dynamicDims, type Graph, inferGraph, specialise } from '../src/graph';
import { ruleListHash, rules, type Target } from '../src/transforms';

const [out = '.cache/episodes', episodesText = '40', stepsText = '20', seedText = '1', ...names] =
  process.argv.slice(2);
const target: Target = { provider: 'wasm', standardOpsOnly: false };
const [episodeCount, maxSteps, seed] = [episodesText, stepsText, seedText].map(Number) as [
  number,
  number,
  number,
];

/** Larger graphs would fill the dataset with the same blocks over and over. */
const largestGraph = 700;

interface GalleryEntry {
  readonly id: string;
  readonly file: string;
  readonly family: string;
}

const gallery = JSON.parse(await readFile('public/models/gallery.json', 'utf8')) as {
  models: GalleryEntry[];
};
await mkdir(out, { recursive: true });
for (const { id, file, family } of gallery.models) {
  if (names.length > 0 && !names.includes(id)) continue;
  const bytes = await readFile(`public/models/${file}`);
  const graph = open(bytes);
  if (graph.size > largestGraph) {
    console.log(`${id}: ${graph.size} nodes, left out`);
    continue;
  }
  const start = performance.now();
  const episodes = play(id, graph);
  const data = exportDataset({
    provenance: {
      models: [{ name: id, sha256: createHash('sha256').update(bytes).digest('hex'), family }],
      provider: target.provider,
      runtime: 'estimated: analytic cost model without measurements',
      versions: { dreamgraph: packageFile.version },
      seed,
      rules: { length: rules.length, hash: ruleListHash() },
    },
    episodes,
  });
  await writeFile(`${out}/${id}.dgds`, data);
  const steps = episodes.reduce((sum, { actions }) => sum + actions.length, 0);
  const seconds = (performance.now() - start) / 1000;
  console.log(
    `${id}: ${graph.size} nodes, ${episodes.length} episodes, ${steps} steps, ` +
      `${(data.length / 1e6).toFixed(2)} MB, ${seconds.toFixed(1)} s`,
  );
}

function open(bytes: Uint8Array): Graph {
  const decoded = inferGraph(decodeModel(bytes));
  const dims = Object.fromEntries(dynamicDims(decoded).map(({ name, suggested }) => [name, suggested]));
  return specialise(decoded, { dims, keepOutputs: null });
}

/**
 * Half of the episodes begin at the model, half somewhere on the way of an earlier random walk, so that the model of the
 * world also sees graphs that are already rewritten.
 */
function play(id: string, graph: Graph): Episode[] {
  const estimator = createEstimator(
    createCostTable({ ep: 'wasm', threads: 1, adapter: 'none', runtime: 'analytic' }),
  );
  const env = createRewriteEnv({
    graph,
    rules,
    target,
    estimate: (g) => estimator.ms(g),
    growthLimit: 1.5,
    shares: (g) => estimator.shares(g),
  });
  const random = createRandom(seed).fork(id);
  const reached: RewriteState[] = [env.reset()];
  const episodes: Episode[] = [];
  for (let k = 0; k < episodeCount; k++) {
    const from = k % 2 === 0 ? env.reset() : random.pick(reached);
    // Long episodes are needed to learn and judge many steps; the others stop as RLFlow's do.
    const policy = randomPolicy<RewriteState>(k % 4 < 2 ? 0 : 0.2);
    episodes.push(recordEpisode(env, { model: id, policy, maxSteps, random, from }));
    let state = from;
    for (let step = random.int(12); step > 0 && isAlive(env.counts(state)); step--) {
      const action = randomPolicy<RewriteState>(0)(env, state, random);
      const next = action === null ? null : env.step(state, action);
      if (next !== null) state = next;
    }
    reached.push(state);
    if (reached.length > 24) reached.splice(1 + random.int(reached.length - 1), 1);
  }
  return episodes;
}

/** Whether anything is legal. */
function isAlive(counts: ArrayLike<number>): boolean {
  return Array.from(counts).some((count) => count > 0);
}
