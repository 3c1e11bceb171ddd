import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readDatasets, seedsTrainedOn, splitOf, teachesClock } from '../../scripts/datasets';
import type { Dataset } from '../../src/env/episode';
import { startBackend } from '../../src/nn';
import { ruleListHash, rules } from '../../src/transforms';
import { type ClockResidual, clockRows, fitClock, readResidual } from '../../src/worldmodel';
import { dreamgraphAblation, rlflowAblation, type Variant } from './worldmodel/ablation';
import { browserSpeeds } from './worldmodel/browserSpeeds';
import { type GoalRow, goalsOf } from './worldmodel/goals';
import { type Held, heldOf, type Judged, readJudged, tell, thinned } from './worldmodel/heldOut';
import { tables, writePage } from './worldmodel/page';
import {
  againstClock,
  corrected,
  horizons,
  rowsOf,
  stillness,
  summedCosts,
  type Told,
  type WorldmodelRow,
} from './worldmodel/rows';
import { engineSpeeds, imaginedSpeeds, measuredSpeeds, type Speed } from './worldmodel/speed';
import { type TrainingTime, trainingTimes } from './worldmodel/trainingTime';

export interface WorldmodelReport {
  readonly suite: 'worldmodel';
  readonly versions: Readonly<Record<string, string>>;
  readonly seeds: readonly number[];
  readonly rows: readonly WorldmodelRow[];
  readonly goals: readonly GoalRow[];
  readonly ablation: readonly Variant[];
  readonly speeds: readonly Speed[];
  readonly training: readonly TrainingTime[];
}

/** Besides its first, dreams begin at every so-manieth state of an episode; those of one step oftener. */
const every = 10;
const oftener = 3;
/** Of measured episodes, graphs after 0, 1, 2, 5, 10 and 20 steps were timed. */
const measuredStarts = [0, 1, 5, 10];
const everyStep = Array.from({ length: Math.max(...horizons) }, (_, k) => k + 1);

/**
 * Scores the shipped models on recorded episodes that they were not trained on, and on measured graphs where there are
 * any (`measured` beside the folder); prints the tables and writes them into docs/worldmodel.md.
 *
 * @param folder Recorded datasets. @param modelFile The `dreamgraph` checkpoint; `rlflow.dgck` is looked for beside it,
 *   checkpoints of the ablation in `ablation` beside the datasets.
 */
export async function worldmodelSuite(folder: string, modelFile: string): Promise<WorldmodelReport> {
  await startBackend('wasm');
  const first = await readJudged(modelFile);
  const other = join(dirname(modelFile), 'rlflow.dgck');
  const judged = existsSync(other) ? [first, await readJudged(other)] : [first];
  const datasets = (await readDatasets(folder, isModel)).filter(ofModel);
  const seeds = seedsTrainedOn(first.provenance);
  // Play with another seed than what was trained on is held out as a whole.
  const held = heldOf(
    datasets,
    first.trained,
    (i, { seed }) => !seeds.has(seed) || splitOf(i) === 'test',
  ).map(thinned);
  const measuredFolder = join(dirname(folder), 'measured');
  const measured = existsSync(measuredFolder) ? await readDatasets(measuredFolder) : [];
  const [heldClock, taught] = [false, true].map((teaches) =>
    heldOf(
      measured.map((one) => ({
        ...one,
        episodes: one.episodes.filter((_, i) => teachesClock(i) === teaches),
      })),
      first.trained,
      () => true,
    ),
  );

  const told: Told[] = [];
  const residuals: string[] = [];
  for (const one of judged) {
    told.push(...(await estimated(one, held)));
    tellProgress(`${one.model.kind}: estimates`);
    const residual = await residualOf(one);
    if (residual !== null) residuals.push(residual.about);
    told.push(...(await byClock(one, heldClock ?? [], taught ?? [], residual?.residual ?? null)));
    tellProgress(`${one.model.kind}: measured graphs`);
  }
  const baselines = told.filter(({ predictor }) => predictor === first.model.kind);
  const rows = rowsOf([...told, ...baselines.flatMap((one) => [summedCosts(one), stillness(one)])]);
  const ablation = [
    ...(await dreamgraphAblation(first, held)),
    ...(await rlflowAblation(join(dirname(folder), 'ablation'), held)),
  ];
  tellProgress('ablation done');
  const training = await trainingTimes(judged, datasets);
  const speeds = [
    ...(await imaginedSpeeds(
      judged.map(({ model }) => model),
      datasets,
    )),
    ...(await browserSpeeds()),
    ...engineSpeeds(['squeezenet1_1', 'resnet50', 'bert_mini']),
    ...measuredSpeeds(measured),
  ];
  const goals = goalsOf(rows, speeds);
  const about = [...judged.map(aboutOf), ...residuals];
  const text = tables({ rows, goals, speeds, training, ablation, about });
  console.log(text);
  if (!(await writePage('docs/worldmodel.md', text)))
    console.log('docs/worldmodel.md has no place for the tables');
  for (const { model } of judged) model.dispose();
  const versions = { rules: `${rules.length} ${ruleListHash()}` };
  const played = [...new Set(datasets.map(({ provenance }) => provenance.seed))];
  return { suite: 'worldmodel', versions, seeds: played, rows, goals, ablation, speeds, training };
}

/** Random networks and graphs of proofs are for training only: what is judged are models. */
const isModel = (name: string): boolean => !name.startsWith('random-') && name !== 'proof-cases';
const ofModel = ({ provenance }: Dataset): boolean =>
  !provenance.models.some(({ family }) => family === 'random' || family === 'cases');

const tellProgress = (what: string): void =>
  console.error(`${(performance.now() / 1000).toFixed(0)} s: ${what}`);

async function estimated({ model }: Judged, held: readonly Held[]): Promise<Told[]> {
  const told: Told[] = [];
  for (const one of held) {
    told.push(await tell(model, one, [1], { every: oftener }));
    told.push(await tell(model, one, horizons.slice(1), { every }));
  }
  return told;
}

/** `taught`: the other half of the same models' episodes, which a session is taken to have measured. */
async function byClock(
  { model }: Judged,
  held: readonly Held[],
  taught: readonly Held[],
  residual: ClockResidual | null,
): Promise<Told[]> {
  const told: Told[] = [];
  for (const one of held) {
    const plain = await tell(model, one, everyStep, { starts: measuredStarts });
    told.push(againstClock(plain));
    if (residual === null) continue;
    told.push(corrected(plain, `${model.kind}, corrected`, residual));
    const own = taught.find(({ model: name }) => name === one.model);
    if (own === undefined) continue;
    const lessons = await tell(model, own, everyStep, { starts: [0] });
    const rows = clockRows(lessons.forecasts).map(({ row }) => row);
    told.push(corrected(plain, `${model.kind}, refined`, fitClock(rows, residual)));
  }
  return told;
}

/** What lies between a model's imagination and the clock, where a file beside it says so. */
async function residualOf({
  path,
  bytes,
  model,
}: Judged): Promise<{ readonly residual: ClockResidual; readonly about: string } | null> {
  const file = path.replace(/\.dgck$/, '.clock.json');
  if (!existsSync(file)) return null;
  const json: unknown = JSON.parse(await readFile(file, 'utf8'));
  const residual = readResidual(json, createHash('sha256').update(bytes).digest('hex'));
  const { pairs, worth } = recordOf(recordOf(json).provenance);
  const models = Array.isArray(worth) ? worth.map(recordOf) : [];
  const learned = residual.slope !== 1 || residual.slopes.size + residual.terms.size > 0;
  const about =
    `\`${model.kind}, corrected\`: what ${String(pairs)} pairs of measured graphs of ${models.length} models say of the clock beyond the estimate. ` +
    `${learned ? `${residual.slope.toFixed(2)} times the imagined change and terms of ${residual.terms.size} rules` : 'No correction of the mean was worth anything on models left out, so that none is made'}; ` +
    `intervals hold ${(100 * residual.scatter).toFixed(1)} % of scatter. \`refined\`: in addition fitted to what half of the same model's measured episodes say, as a session does.`;
  return { residual, about };
}

const recordOf = (x: unknown): Readonly<Record<string, unknown>> =>
  typeof x === 'object' && x !== null ? (x as Record<string, unknown>) : {};

function aboutOf({ model, provenance }: Judged): string {
  const { updates, episodes, unseen, options, datasets } = provenance;
  const { batch, unroll } = recordOf(options);
  const count = Array.isArray(datasets) ? datasets.length : 0;
  return (
    `\`${model.kind}\`: ${String(model.parameters.size)} parameters, ${String(updates)} updates of ${String(batch)} windows of up to ` +
    `${String(unroll)} steps, ${String(episodes)} episodes of ${count} graphs and sets of graphs; ` +
    `never seen: ${Array.isArray(unseen) ? unseen.join(', ') : ''}; width of intervals ${model.intervalScale.toFixed(2)} deviations.`
  );
}
