/**
 * Trains a world model that ships with the app on recorded datasets and writes it with its provenance.
 * Of every ten episodes one calibrates the intervals and one is left for `eval`.
 * Usage: npx tsx scripts/train.ts OUT_FILE [--kind dreamgraph|rlflow] [--episodes DIR] [--updates 6000] [--seconds 50]
 *        [--seed 1] [--batch N] [--unroll N] [--rate R] [--unseen model,model…] [--without repair,repair…] [--strangers DIR]
 *        [--calibration DIR] [--from CHECKPOINT] [--restart]
 * --from begins with the parameters of a checkpoint instead of chance; one of `dreamgraph` that knows fewer rules grows.
 * It is not OUT_FILE itself, which is overwritten.
 * After SECONDS (or at the last update) everything is written and the run ends. The same command goes on from there, by a file in
 * .cache/training; with other arguments, or after other play, it stops and says so. --restart begins anew.
 * --without switches repairs of `rlflow` off, for the ablation. --strangers: episodes of networks that training never shows;
 * from them `dreamgraph` learns how far its network is to be doubted, and intervals get their width. --calibration: play with
 * another seed on models that were trained on, from which intervals get their width too; without it a tenth of the episodes serves,
 * which is too kind, since it follows the same good ways as the rest. Intervals are to hold 90 % of both, not of all together.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Episode } from '../src/env/episode';
import type { Observation } from '../src/env/observation';
import { operatorNames } from '../src/env/operatorVocabulary';
import { chooseBackend } from '../src/nn';
import { ruleListHash, rules } from '../src/transforms';
import {
  calibrateIntervals,
  createDreamgraph,
  createRlflow,
  DreamgraphModel,
  examplesOf,
  fitShareTable,
  grown,
  loadModel,
  repairNames,
  saveModel,
  type TrainableModel,
  Trainer,
  weighOpinions,
} from '../src/worldmodel';
import { readDatasets, splitOf } from './datasets';
import { changedArguments, hashOfPlay, type TrainingArguments, trainingStatePath } from './trainingState';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    kind: { type: 'string', default: 'dreamgraph' },
    episodes: { type: 'string', default: '.cache/episodes' },
    updates: { type: 'string', default: '6000' },
    seconds: { type: 'string', default: '50' },
    seed: { type: 'string', default: '1' },
    batch: { type: 'string' },
    unroll: { type: 'string' },
    rate: { type: 'string' },
    from: { type: 'string', default: '' },
    unseen: { type: 'string', default: 'bert_mini,gpt_mini,shufflenet_v2_x1_0' },
    without: { type: 'string', default: '' },
    strangers: { type: 'string', default: '.cache/strangers' },
    calibration: { type: 'string', default: '.cache/calibration' },
    restart: { type: 'boolean', default: false },
  },
});
const { kind } = values;
if (kind !== 'dreamgraph' && kind !== 'rlflow') throw new Error(`there is no kind ${kind}`);
const out = positionals[0] ?? `public/models/${kind}.dgck`;
if (values.from !== '' && resolve(values.from) === resolve(out))
  throw new Error(`--from is ${out} itself, which is overwritten: give a copy of it, or another OUT_FILE`);
const updates = Number(values.updates);
const seconds = Number(values.seconds);
const seed = Number(values.seed);
const options = {
  seed,
  batch: Number(values.batch ?? (kind === 'dreamgraph' ? 16 : 10)),
  unroll: Number(values.unroll ?? (kind === 'dreamgraph' ? 8 : 6)),
  learningRate: Number(values.rate ?? (kind === 'dreamgraph' ? 2e-3 : 1.5e-3)),
  updates,
};
const unseen = values.unseen.split(',').filter((name) => name !== '');
const without = values.without.split(',').filter((name) => name !== '');

/** How often a run writes what it has, in updates. */
const writeEvery = 1000;

const datasets = (await readDatasets(values.episodes)).filter(
  ({ provenance }) => !provenance.models.some(({ name }) => unseen.includes(name)),
);
const training: Episode[] = [];
const calibration: Episode[] = [];
for (const { episodes } of datasets) {
  episodes.forEach((episode, i) => {
    if (splitOf(i) === 'training') training.push(episode);
    // Graphs of proofs are no models: intervals are for those.
    else if (splitOf(i) === 'calibration' && episode.model !== 'proof-cases') calibration.push(episode);
  });
}
const playedApart = existsSync(values.calibration)
  ? (await readDatasets(values.calibration, (name) => !unseen.includes(name))).flatMap(
      ({ episodes }) => episodes,
    )
  : calibration;
const strangers = existsSync(values.strangers)
  ? (await readDatasets(values.strangers)).map(({ episodes }) => episodes)
  : [];
const [first] = training[0]?.states ?? [];
if (first === undefined) throw new Error(`no episodes in ${values.episodes}`);
const earlier = values.from === '' ? null : await readFile(values.from);
const from = earlier === null ? null : createHash('sha256').update(earlier).digest('hex');
/** Intervals are calibrated anew at every end: strangers and calibration play may be others than before. */
const given: TrainingArguments = {
  '--kind': kind,
  '--episodes': hashOfPlay(datasets),
  '--from': from,
  '--updates': updates,
  '--seed': seed,
  '--batch': options.batch,
  '--unroll': options.unroll,
  '--rate': options.learningRate,
  '--unseen': unseen,
  '--without': without,
};
const backend = await chooseBackend();
const statePath = trainingStatePath(out);
await mkdir(dirname(statePath), { recursive: true });
const older = `${out}.state`;
if (existsSync(older) && !existsSync(statePath) && !values.restart)
  throw new Error(
    `${older} is of an earlier version, and training does not go on from it: move it away, or give --restart to begin anew`,
  );
const goesOn = existsSync(statePath) && !values.restart;
const before = goesOn ? loadModel(await readFile(statePath), hashOf) : null;
const changed = before === null ? [] : changedArguments(before.provenance.arguments, given);
if (changed.length > 0)
  throw new Error(
    `${statePath} is of a training with other ${changed.join(', ')}: give the same to go on, or --restart to begin anew`,
  );
const model = before?.model ?? (await begun(first));
const trainer = new Trainer(model, training, options);
if (before?.trainer) trainer.write(before.trainer);
console.log(
  `${kind}: ${training.length} episodes, ${model.parameters.size} parameters, ${backend.name}, from update ${trainer.updates}`,
);
const start = performance.now();
let written = trainer.updates;
const sums = new Map<string, number>();
while (trainer.updates < updates && performance.now() - start < seconds * 1000) {
  const { update, loss, parts } = await trainer.update();
  for (const [name, value] of Object.entries({ loss, ...parts }))
    sums.set(name, (sums.get(name) ?? 0) + value / 100);
  if (update % 100 === 0) {
    const shown = [...sums].map(([name, value]) => `${name} ${value.toPrecision(3)}`);
    console.log(`${update} ${((performance.now() - start) / 1000).toFixed(0)} s  ${shown.join('  ')}`);
    sums.clear();
  }
  if (update - written >= writeEvery) await write();
}
await write();

async function begun(like: Observation): Promise<TrainableModel> {
  if (earlier === null) return fresh(like);
  const { model: known } = loadModel(earlier, hashOf);
  if (!(known instanceof DreamgraphModel) || known.rules === rules.length) return known;
  const larger = await grown(known, rules.length, training);
  known.dispose();
  return larger;
}

function fresh(like: Observation): TrainableModel {
  const vocabulary = { rules: rules.length, operators: operatorNames.length };
  if (kind === 'dreamgraph') return createDreamgraph(vocabulary, like, seed);
  const repairs = Object.fromEntries(repairNames.map((name) => [name, !without.includes(name)]));
  return createRlflow(vocabulary, like, seed, {}, repairs);
}

/** The state to go on from, and the model as it ships: unseen rules made harmless, intervals calibrated, half the size. */
async function write(): Promise<void> {
  const about = {
    rules: { length: model.rules, hash: hashOf(model.rules) },
    provenance: {
      script: 'scripts/train.ts',
      kind,
      datasets: datasets.map(({ provenance }) => provenance),
      episodes: training.length,
      unseen,
      without,
      ...(from === null ? {} : { from }),
      options,
      updates: trainer.updates,
      secondsPer1000Updates:
        trainer.updates > written
          ? Math.round(
              (performance.now() - start) / Math.max(1, trainer.updates - (before?.trainer?.updates ?? 0)),
            )
          : null,
    },
  };
  const provenance = { ...about.provenance, arguments: given };
  await put(statePath, await saveModel(model, { ...about, provenance, trainer }));
  const { model: shipped } = loadModel(await saveModel(model, about), hashOf);
  const blank = await shipped.finish(training);
  // What doubt is learned from says nothing of the width of intervals.
  const [doubting, judging] = [0, 1].map((half) =>
    strangers.filter((_, network) => network % 2 === half).flat(),
  );
  if (shipped instanceof DreamgraphModel) {
    const table = fitShareTable(examplesOf(training, shipped.rules), shipped.rules, operatorNames.length);
    const trust = await weighOpinions(shipped, table, doubting?.length ? doubting : calibration);
    shipped.counted = { table, trust };
  }
  await calibrateIntervals(shipped, [playedApart, judging ?? []]);
  await put(out, await saveModel(shipped, { ...about, half: true }));
  console.log(
    `${trainer.updates} updates, ${blank} rules never seen, interval scale ${shipped.intervalScale.toFixed(2)}, written to ${out}`,
  );
  shipped.dispose();
  written = trainer.updates;
}

/** Never leaves half a file behind when the run is stopped. */
async function put(path: string, bytes: Uint8Array): Promise<void> {
  await writeFile(`${path}.part`, bytes);
  await rename(`${path}.part`, path);
}

function hashOf(length: number): string {
  return ruleListHash(rules, length);
}
