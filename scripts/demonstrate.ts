/**
 * Records good ways for the agent to imitate: what playouts, greedy search and backtracking together find on models of the
 * gallery and on random networks, freed of steps that its gain does not need. One file for each graph. Prices are those of
 * the analytic cost model, or with --costs of operator times that `record.ts --operators` kept; no scripted sequence of rules
 * takes part.
 * Usage: npx tsx scripts/demonstrate.ts [OUT_DIR] [--seconds 2] [--nets 8] [--seed 1] [--costs FILE] [--agent] [MODEL…]
 * `--agent` searches as `dreamgraph` does beside that: the next round of expert iteration.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import packageFile from '../package.json' with { type: 'json' };
import { specialised } from '../perf/models';
import { createRandom } from '../src/core';
import { exportDataset } from '../src/env/datasetFile';
import type { Episode } from '../src/env/episode';
import { type Graph, inferGraph } from '../src/graph';
import { startBackend } from '../src/nn';
import { ruleListHash, rules } from '../src/transforms';
import { assembleAgent } from '../src/workers/session/optimize/assembleAgent';
import { neverShown } from './datasets';
import { expert, goodWays } from './recording/goodWays';
import { estimatorFrom, pricesAbout, target } from './recording/play';
import { netKinds, randomNet } from './recording/randomNets';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: 'string', default: '2' },
    nets: { type: 'string', default: '8' },
    seed: { type: 'string', default: '1' },
    costs: { type: 'string', default: '' },
    agent: { type: 'boolean', default: false },
  },
});
/** Longest way that is kept, in steps, and the largest graph. */
const [longest, largest] = [160, 700];

const [out = '.cache/demonstrations', ...names] = positionals;
const seed = Number(values.seed);
const seconds = Number(values.seconds);
const estimator = await estimatorFrom(values.costs);
const search = expert(values.agent ? await shipped() : null);
await mkdir(out, { recursive: true });

const gallery = JSON.parse(await readFile('public/models/gallery.json', 'utf8')) as {
  models: { id: string; file: string; family: string }[];
};
for (const { id, file, family } of gallery.models) {
  if (neverShown.includes(id) || (names.length > 0 && !names.includes(id))) continue;
  const bytes = await readFile(`public/models/${file}`);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  await record(id, family, sha256, specialised(new Uint8Array(bytes)));
}
for (let k = 1; k <= Number(values.nets) && names.length === 0; k++) {
  for (const kind of netKinds)
    await record(`random-${kind}-${k}`, 'random', '', inferGraph(randomNet(kind, seed * 1000 + k)));
}

async function record(name: string, family: string, sha256: string, graph: Graph): Promise<void> {
  const file = `${out}/${name}.dgds`;
  if (graph.size > largest || existsSync(file)) return;
  const begun = performance.now();
  const random = createRandom(seed).fork(name);
  const episodes: readonly Episode[] = await goodWays(graph, {
    name,
    search,
    estimator,
    seconds,
    seed,
    random,
    longest,
  });
  if (episodes.length === 0) return;
  const data = exportDataset({
    provenance: {
      models: [{ name, sha256, family }],
      provider: target.provider,
      runtime: pricesAbout(values.costs),
      versions: { dreamgraph: packageFile.version },
      seed,
      rules: { length: rules.length, hash: ruleListHash() },
    },
    episodes,
  });
  await writeFile(file, data);
  const ways = episodes.map(({ costs, actions }) => {
    const gain = (costs[0] ?? 1) / (costs.at(-1) ?? 1);
    return `×${gain.toFixed(3)} in ${actions.length}`;
  });
  console.log(
    `${name}: ${graph.size} nodes, ${ways.join(', ')}; ${((performance.now() - begun) / 1000).toFixed(1)} s`,
  );
}

async function shipped() {
  await startBackend('wasm');
  const read = (extension: string) => readFile(`public/models/dreamgraph.${extension}`);
  return assembleAgent(await read('dgck'), await read('dgpo'));
}
