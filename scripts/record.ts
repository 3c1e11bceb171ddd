/**
 * Records play into datasets for the world model, one file for each model: models of the gallery, random networks
 * (`--nets N` of each kind) and the small graphs on which rules are proved (`--cases N` of each rule). Runtimes are
 * estimates: the sum over operators, by the formula of the analytic cost model or, with --operators, of times that were taken
 * here for this many seconds a model (and by the formula as fitted to them where there was no time).
 * Usage: npx tsx scripts/record.ts OUT_DIR [--episodes 40] [--steps 20] [--seed 1] [--search 3] [--nets 0] [--cases 0]
 *        [--operators 0] [--costs FILE] [MODEL…]
 * --costs keeps the operators' times from one run to the next.
 */
import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import packageFile from '../package.json' with { type: 'json' };
import { specialised } from '../perf/models';
import type { Estimator } from '../src/bench';
import { CodedError, createRandom, type Random } from '../src/core';
import { exportDataset } from '../src/env/datasetFile';
import type { Episode } from '../src/env/episode';
import { randomPolicy, recordEpisode } from '../src/env/playRandomly';
import { type Graph, inferGraph } from '../src/graph';
import { ruleListHash, rules } from '../src/transforms';
import type { CaseClass } from '../src/transforms/prove/case';
import { ruleCases } from '../src/transforms/prove/cases';
import { Draft } from '../src/transforms/prove/draft';
import { analyticEstimator, bare, environmentOf, playEpisodes, pricesAbout, target } from './recording/play';
import { netKinds, randomNet } from './recording/randomNets';
import { timedPricing } from './recording/timedPricing';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    episodes: { type: 'string', default: '40' },
    steps: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    search: { type: 'string', default: '3' },
    nets: { type: 'string', default: '0' },
    cases: { type: 'string', default: '0' },
    operators: { type: 'string', default: '0' },
    costs: { type: 'string', default: '.cache/recorded-costs.json' },
  },
});
const [out = '.cache/episodes', ...names] = positionals;
const seed = Number(values.seed);

/** Larger graphs would fill the dataset with the same blocks over and over. */
const largestGraph = 720;

interface GalleryEntry {
  readonly id: string;
  readonly file: string;
  readonly family: string;
}

const gallery = JSON.parse(await readFile('public/models/gallery.json', 'utf8')) as {
  models: GalleryEntry[];
};
await mkdir(out, { recursive: true });
const pricing = Number(values.operators) > 0 ? await timedPricing(values.costs) : null;
for (const { id, file, family } of gallery.models) {
  if (!names.includes(id)) continue;
  const bytes = await readFile(`public/models/${file}`);
  const graph = specialised(new Uint8Array(bytes));
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  await record(id, family, sha256, graph, Number(values.episodes));
}
for (const kind of netKinds) {
  for (let k = 1; k <= Number(values.nets); k++) {
    const graph = inferGraph(randomNet(kind, seed * 100 + k));
    await record(`random-${kind}-${k}`, 'random', '', graph, Math.ceil(Number(values.episodes) / 2));
  }
}
if (Number(values.cases) > 0) await recordCases(Number(values.cases));

async function record(
  name: string,
  family: string,
  sha256: string,
  graph: Graph,
  count: number,
): Promise<void> {
  if (graph.size > largestGraph) {
    console.log(`${name}: ${graph.size} nodes, left out`);
    return;
  }
  const start = performance.now();
  const played = await playEpisodes(graph, {
    name,
    episodes: count,
    maxSteps: Number(values.steps),
    seed,
    searchSeconds: Number(values.search),
  });
  const episodes =
    pricing === null ? played.map(bare) : await pricing.reprice(graph, played, Number(values.operators));
  await write(name, [{ name, sha256, family }], episodes, start, graph.size);
}

/** Short random play on the graphs of the proofs: rules that no model of the gallery shows are seen at work here. */
async function recordCases(each: number): Promise<void> {
  const start = performance.now();
  const estimator = pricing?.estimator ?? analyticEstimator();
  const episodes: Episode[] = [];
  for (const [rule, { classes }] of ruleCases) {
    const number = rules.findIndex(({ name }) => name === rule);
    for (const [label, entry] of Object.entries(classes)) {
      for (let k = 0; k < each; k++) {
        const random = createRandom(seed).fork(`${rule} ${label} ${k}`);
        const episode = caseEpisode(entry, number, random, estimator);
        if (episode !== null) episodes.push(episode);
      }
    }
  }
  await write('proof-cases', [{ name: 'proof-cases', sha256: '', family: 'cases' }], episodes, start, 0);
}

/** One episode that begins with the rule that is proved; null for a draw in which it does not apply. */
function caseEpisode(
  entry: CaseClass | CaseClass['build'],
  rule: number,
  random: Random,
  estimator: Estimator,
): Episode | null {
  const [build, options] = typeof entry === 'function' ? [entry, {}] : [entry.build, entry.options ?? {}];
  let first = true;
  try {
    const draft = new Draft(random, options);
    build(draft);
    const env = environmentOf(draft.build(), estimator);
    if (rule < 0 || (env.counts(env.reset())[rule] ?? 0) === 0) return null;
    const episode = recordEpisode(env, {
      model: 'proof-cases',
      maxSteps: 4,
      random,
      policy: (e, state, chance) => {
        const sites = first ? (e.counts(state)[rule] ?? 0) : 0;
        first = false;
        return sites > 0
          ? { rule, site: chance.int(sites) }
          : randomPolicy<typeof state>(0)(e, state, chance);
      },
    });
    // A graph of which nothing is left takes no time, which has no logarithm.
    return episode.costs.every((cost) => cost > 0) ? episode : null;
  } catch (thrown) {
    // Draws are not checked before a proof checks them: some are no sound graphs.
    if (thrown instanceof CodedError) return null;
    throw thrown;
  }
}

async function write(
  name: string,
  models: readonly { readonly name: string; readonly sha256: string; readonly family: string }[],
  episodes: readonly Episode[],
  start: number,
  nodes: number,
): Promise<void> {
  const data = exportDataset({
    provenance: {
      models,
      provider: target.provider,
      runtime: pricesAbout(pricing === null ? '' : values.costs),
      versions: { dreamgraph: packageFile.version },
      seed,
      rules: { length: rules.length, hash: ruleListHash() },
    },
    episodes,
  });
  await writeFile(`${out}/${name}.dgds`, data);
  const steps = episodes.reduce((sum, { actions }) => sum + actions.length, 0);
  console.log(
    `${name}: ${nodes} nodes, ${episodes.length} episodes, ${steps} steps, ${(data.length / 1e6).toFixed(2)} MB, ` +
      `${((performance.now() - start) / 1000).toFixed(1)} s`,
  );
}
