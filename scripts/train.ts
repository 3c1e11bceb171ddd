/**
 * Trains the world model that ships with the app on recorded datasets and writes it with its provenance.
 * Of every ten episodes one calibrates the intervals and one is left for `eval`.
 * Usage: npx tsx scripts/train.ts DATASET_DIR OUT_FILE [UPDATES=1500] [SECONDS=50] [SEED=1] [UNSEEN=model,model…]
 * Where OUT_FILE.state exists, training goes on from it; after SECONDS it is written and the run ends.
 */
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import type { Episode } from '../src/env/episode';
import { operatorNames } from '../src/env/operatorVocabulary';
import { chooseBackend } from '../src/nn';
import { ruleListHash, rules } from '../src/transforms';
import { calibrate, createDreamgraph, forecast, loadModel, saveModel, Trainer } from '../src/worldmodel';
import { readDatasets, splitOf } from './datasets';

const [folder = '.cache/episodes', out = 'public/models/dreamgraph.dgck', ...rest] = process.argv.slice(2);
const [updates, seconds, seed] = [rest[0] ?? '1500', rest[1] ?? '50', rest[2] ?? '1'].map(Number) as [
  number,
  number,
  number,
];
const unseen = (rest[3] ?? '').split(',').filter((name) => name !== '');

const datasets = (await readDatasets(folder)).filter(
  ({ provenance }) => !provenance.models.some(({ name }) => unseen.includes(name)),
);
const training: Episode[] = [];
const calibration: Episode[] = [];
for (const { episodes } of datasets) {
  episodes.forEach((episode, i) => {
    if (splitOf(i) === 'training') training.push(episode);
    else if (splitOf(i) === 'calibration') calibration.push(episode);
  });
}
const [first] = training[0]?.states ?? [];
if (first === undefined) throw new Error(`no episodes in ${folder}`);
const backend = await chooseBackend();
const statePath = `${out}.state`;
const before = existsSync(statePath) ? loadModel(await readFile(statePath), hashOf) : null;
const model =
  before?.model ?? createDreamgraph({ rules: rules.length, operators: operatorNames.length }, first, seed);
const options = { seed, batch: 32, unroll: 5, learningRate: 3e-3, updates };
const trainer = new Trainer(model, training, options);
if (before?.trainer) trainer.write(before.trainer);
console.log(
  `${training.length} episodes, ${model.parameters.size} parameters, ${backend.name}, from update ${trainer.updates}`,
);
const start = performance.now();
while (trainer.updates < updates && performance.now() - start < seconds * 1000) {
  const { update, loss, parts } = await trainer.update();
  if (update % 25 === 0) {
    const shown = Object.entries(parts).map(([name, value]) => `${name} ${value.toPrecision(3)}`);
    console.log(
      `${update} ${((performance.now() - start) / 1000).toFixed(1)} s  ${loss.toFixed(3)}  ${shown.join('  ')}`,
    );
  }
}
model.intervalScale = calibrate(await forecast(model, calibration, [1, 2, 3, 5, 7, 10]));
const about = {
  rules: { length: rules.length, hash: ruleListHash() },
  provenance: {
    script: 'scripts/train.ts',
    datasets: datasets.map(({ provenance }) => provenance),
    unseen,
    options,
    updates: trainer.updates,
  },
};
await writeFile(out, await saveModel(model, { ...about, half: true }));
await writeFile(statePath, await saveModel(model, { ...about, trainer }));
console.log(
  `${trainer.updates} updates, interval scale ${model.intervalScale.toFixed(2)}, written to ${out}`,
);

function hashOf(length: number): string {
  return ruleListHash(rules, length);
}
