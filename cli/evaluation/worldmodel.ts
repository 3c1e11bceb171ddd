import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readDatasets, splitOf } from '../../scripts/datasets';
import { CodedError } from '../../src/core';
import type { Dataset, Episode } from '../../src/env/episode';
import { startBackend } from '../../src/nn';
import { ruleListHash, rules } from '../../src/transforms';
import { type Forecast, forecast, loadModel, RlflowModel, type TrainableModel } from '../../src/worldmodel';
import { type ClockFit, clockForecasts, fitClock } from './worldmodel/clock';
import { type Figures, tables, writePage } from './worldmodel/page';
import {
  againstClock,
  horizons,
  rowsOf,
  type Split,
  stillness,
  summedCosts,
  type Told,
  type WorldmodelRow,
} from './worldmodel/rows';
import { engineSpeeds, imaginedSpeeds, measuredSpeeds, type Speed } from './worldmodel/speed';

export interface WorldmodelReport {
  readonly suite: 'worldmodel';
  readonly versions: Readonly<Record<string, string>>;
  readonly seeds: readonly number[];
  readonly rows: readonly WorldmodelRow[];
  readonly ablation: Figures['ablation'];
  readonly speeds: readonly Speed[];
}

interface Judged {
  readonly model: TrainableModel;
  readonly provenance: Readonly<Record<string, unknown>>;
}

/** Episodes that judge, with what they are to the models. */
interface Held {
  readonly model: string;
  readonly split: Split;
  readonly episodes: readonly Episode[];
}

/** Besides its first, dreams begin at every so-manieth state of an episode. */
const every = 10;

/**
 * Scores the shipped models on recorded episodes that they were not trained on, and on measured graphs where there are
 * any (`measured` beside the folder); prints the tables and writes them into docs/worldmodel.md.
 *
 * @param folder Recorded datasets. @param modelFile The `dreamgraph` checkpoint; `rlflow.dgck` is looked for beside it,
 *   checkpoints of the ablation in `ablation` beside the datasets.
 */
export async function worldmodelSuite(folder: string, modelFile: string): Promise<WorldmodelReport> {
  await startBackend('wasm');
  const judged = [await read(modelFile)];
  const other = join(dirname(modelFile), 'rlflow.dgck');
  if (existsSync(other)) judged.push(await read(other));
  const datasets = (await readDatasets(folder, isModel)).filter(ofModel);
  const trained = trainedOn(judged[0]?.provenance ?? {});
  const held = heldOf(datasets, trained, (i) => splitOf(i) === 'test');
  const measuredFolder = join(dirname(folder), 'measured');
  const measured = existsSync(measuredFolder) ? await readDatasets(measuredFolder) : [];
  const heldClock = heldOf(measured, trained, (i) => i % 2 === 1);
  const clockTraining = heldOf(measured, trained, (i) => i % 2 === 0).filter(({ split }) => split === 'seen');

  const told: Told[] = [];
  const fits: string[] = [];
  for (const { model } of judged) {
    for (const one of held) told.push(await tell(model, one, horizons));
    console.error(`${model.kind}: recorded episodes are forecast`);
    if (measured.length === 0) continue;
    const learnt: Forecast[] = [];
    for (const one of clockTraining) {
      const { forecasts } = againstClock(await tell(model, one, [1, 2, 3, 5, 7, 10, 15, 20]));
      learnt.push(...forecasts);
    }
    const fit: ClockFit | null = learnt.length > 30 ? fitClock(learnt, rules.length) : null;
    if (fit !== null)
      fits.push(
        `\`${model.kind}\` against the clock: ${learnt.length} forecasts of ${clockTraining.length} models gave the ` +
          `residual (${fit.slope.toFixed(2)} × the imagined change, and ${fit.rules} rules' own terms).`,
      );
    for (const one of heldClock) {
      const plain = againstClock(await tell(model, one, horizons, Number.POSITIVE_INFINITY));
      told.push(
        fit === null ? plain : { ...plain, ...clockForecasts(plain.forecasts, fit, model.intervalScale) },
      );
    }
  }
  const [first] = judged;
  const baselines = told.filter(({ predictor }) => predictor === first?.model.kind);
  const rows = rowsOf([...told, ...baselines.flatMap((one) => [summedCosts(one), stillness(one)])]);
  const ablation = await ablationOf(join(dirname(folder), 'ablation'), held);
  const speeds = [
    ...(await imaginedSpeeds(
      judged.map(({ model }) => model),
      datasets,
    )),
    ...engineSpeeds(['squeezenet1_1', 'resnet50', 'bert_mini']),
    ...measuredSpeeds(measured),
  ];
  const figures = { rows, speeds, ablation, about: [...judged.map(aboutOf), ...fits] };
  const text = tables(figures);
  console.log(text);
  if (!(await writePage('docs/worldmodel.md', text)))
    console.log('docs/worldmodel.md has no place for the tables');
  for (const { model } of judged) model.dispose();
  const versions = { rules: `${rules.length} ${ruleListHash()}` };
  const seeds = [...new Set(datasets.map(({ provenance }) => provenance.seed))];
  return { suite: 'worldmodel', versions, seeds, rows, ablation, speeds };
}

async function read(path: string): Promise<Judged> {
  return loadModel(await readFile(path), (length) => ruleListHash(rules, length));
}

/** Random networks and graphs of proofs are for training only: what is judged are models. */
const isModel = (name: string): boolean => !name.startsWith('random-') && name !== 'proof-cases';
const ofModel = ({ provenance }: Dataset): boolean =>
  !provenance.models.some(({ family }) => family === 'random' || family === 'cases');

function trainedOn(provenance: Readonly<Record<string, unknown>>): ReadonlySet<string> {
  const { datasets } = provenance;
  if (!Array.isArray(datasets))
    throw new CodedError('CHECKPOINT_REJECTED', 'the checkpoint does not say what it was trained on');
  return new Set(
    (datasets as readonly Dataset['provenance'][]).flatMap(({ models }) => models.map(({ name }) => name)),
  );
}

/** Of models that were trained on, the episodes that `chosen` says; of others all. */
function heldOf(
  datasets: readonly Dataset[],
  trained: ReadonlySet<string>,
  chosen: (episode: number) => boolean,
): Held[] {
  return datasets.map(({ provenance, episodes }) => {
    const model = provenance.models.map(({ name }) => name).join('+');
    const split = trained.has(model) ? 'seen' : 'unseen';
    return { model, split, episodes: episodes.filter((_, i) => split === 'unseen' || chosen(i)) };
  });
}

async function tell(
  model: TrainableModel,
  { model: name, split, episodes }: Held,
  steps: readonly number[],
  stride = every,
): Promise<Told> {
  if (model instanceof RlflowModel) model.reseed(1);
  const forecasts = await forecast(model, episodes, steps, { every: stride });
  const { kind: predictor, intervalScale } = model;
  return { model: name, split, runtime: 'estimated', predictor, intervalScale, forecasts };
}

const recordOf = (x: unknown): Readonly<Record<string, unknown>> =>
  typeof x === 'object' && x !== null ? (x as Record<string, unknown>) : {};

function aboutOf({ model, provenance }: Judged): string {
  const { updates, episodes, unseen, secondsPer1000Updates, options, datasets } = provenance;
  const { batch, unroll } = recordOf(options);
  const count = Array.isArray(datasets) ? datasets.length : 0;
  return (
    `\`${model.kind}\`: ${String(model.parameters.size)} parameters, ${String(updates)} updates of ${String(batch)} windows of up to ` +
    `${String(unroll)} steps (${String(secondsPer1000Updates)} s for 1,000 on WASM while other work held the machine), ${String(episodes)} episodes of ${count} graphs and sets of graphs; ` +
    `never seen: ${Array.isArray(unseen) ? unseen.join(', ') : ''}; width of intervals ${model.intervalScale.toFixed(2)} deviations.`
  );
}

/** Every third episode of models that were never seen, of which there are many. */
const thinned = (held: Held): Held =>
  held.split === 'seen' ? held : { ...held, episodes: held.episodes.filter((_, i) => i % 3 === 0) };

/** The full `rlflow` of the ablation and each variant: trained ones in a folder, drawing without spread from the full one. */
async function ablationOf(folder: string, held: readonly Held[]): Promise<Figures['ablation']> {
  if (!existsSync(folder)) return [];
  const found: { without: string; rows: WorldmodelRow[] }[] = [];
  const judge = async (
    without: string,
    model: TrainableModel,
    trained: ReadonlySet<string>,
  ): Promise<void> => {
    const told: Told[] = [];
    // These were trained on fewer models: what they never saw and the shipped ones did is no row of either kind.
    for (const one of held)
      if (one.split === 'unseen' || trained.has(one.model))
        told.push(await tell(model, thinned(one), [1, 10], Number.POSITIVE_INFINITY));
    found.push({ without, rows: rowsOf(told) });
  };
  for (const name of (await readdir(folder)).filter((file) => file.endsWith('.dgck')).sort()) {
    const { model, provenance } = await read(join(folder, name));
    const without = Array.isArray(provenance.without) ? provenance.without.join(', ') : '';
    const trained = trainedOn(provenance);
    await judge(without === '' ? 'nothing (all repairs on)' : without, model, trained);
    if (without === '' && model instanceof RlflowModel) {
      const config = { ...model.config, repairs: { ...model.config.repairs, spread: false } };
      const narrow = new RlflowModel(config, 0);
      narrow.parameters.write(await model.parameters.read());
      narrow.intervalScale = model.intervalScale;
      await judge('spread (same weights)', narrow, trained);
      narrow.dispose();
    }
    model.dispose();
  }
  return found;
}
