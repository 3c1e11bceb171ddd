import { readFile } from 'node:fs/promises';
import { namesTrainedOn } from '../../../scripts/datasets';
import type { Dataset, Episode } from '../../../src/env/episode';
import { ruleListHash, rules } from '../../../src/transforms';
import {
  type ForecastOptions,
  forecast,
  loadModel,
  RlflowModel,
  type TrainableModel,
} from '../../../src/worldmodel';
import type { Split, Told } from './rows';

/** A checkpoint that is judged. */
export interface Judged {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly model: TrainableModel;
  readonly provenance: Readonly<Record<string, unknown>>;
  /** Names of the models that it was trained on. */
  readonly trained: ReadonlySet<string>;
}

/** Episodes that judge, with what they are to the models. */
export interface Held {
  readonly model: string;
  readonly split: Split;
  readonly episodes: readonly Episode[];
}

export async function readJudged(path: string): Promise<Judged> {
  const bytes = await readFile(path);
  const { model, provenance } = loadModel(bytes, (length) => ruleListHash(rules, length));
  return { path, bytes, model, provenance, trained: namesTrainedOn(provenance) };
}

/** Of models that were trained on, the episodes that `chosen` says; of others all. */
export function heldOf(
  datasets: readonly Dataset[],
  trained: ReadonlySet<string>,
  chosen: (episode: number, provenance: Dataset['provenance']) => boolean,
): Held[] {
  return datasets.map(({ provenance, episodes }) => {
    const model = provenance.models.map(({ name }) => name).join('+');
    const split = trained.has(model) ? 'seen' : 'unseen';
    return { model, split, episodes: episodes.filter((_, i) => split === 'unseen' || chosen(i, provenance)) };
  });
}

/** Every third episode of models that were never seen, of which all are held out. */
export const thinned = (held: Held): Held =>
  held.split === 'seen' ? held : { ...held, episodes: held.episodes.filter((_, i) => i % 3 === 0) };

/** What a model imagines of these episodes. */
export async function tell(
  model: TrainableModel,
  { model: name, split, episodes }: Held,
  steps: readonly number[],
  from: ForecastOptions = {},
): Promise<Told> {
  if (model instanceof RlflowModel) model.reseed(1);
  const forecasts = await forecast(model, episodes, steps, from);
  const { kind: predictor, intervalScale } = model;
  return { model: name, split, runtime: 'estimated', predictor, intervalScale, forecasts };
}
