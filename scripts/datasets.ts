import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CodedError } from '../src/core';
import { importDataset } from '../src/env/datasetFile';
import type { Dataset } from '../src/env/episode';
import { ruleListHash, rules } from '../src/transforms';

/** Every dataset of a folder whose name is wanted, by name. @throws CodedError DATASET_REJECTED */
export async function readDatasets(
  folder: string,
  wanted: (name: string) => boolean = () => true,
): Promise<Dataset[]> {
  const names = (await readdir(folder))
    .filter((name) => name.endsWith('.dgds') && wanted(name.slice(0, -'.dgds'.length)))
    .sort();
  return Promise.all(
    names.map(async (name) =>
      importDataset(await readFile(join(folder, name)), (length) => ruleListHash(rules, length)),
    ),
  );
}

export type Split = 'training' | 'calibration' | 'test';

/** What an episode of a dataset is for: of every ten, one calibrates and one is never seen before the evaluation. */
export const splitOf = (episode: number): Split =>
  episode % 10 === 4 ? 'calibration' : episode % 10 === 9 ? 'test' : 'training';

/**
 * Half of the measured episodes teach the residual between imagination and clock, the others judge it: those whose numbers
 * have an even count of ones as binary, since every second one, or every fourth, would be of one policy.
 */
export function teachesClock(episode: number): boolean {
  let ones = 0;
  for (let rest = episode; rest > 0; rest = Math.floor(rest / 2)) ones += rest % 2;
  return ones % 2 === 0;
}

/** Names of the models whose episodes a checkpoint says it was trained on. @throws CodedError CHECKPOINT_REJECTED */
export function namesTrainedOn(provenance: Readonly<Record<string, unknown>>): ReadonlySet<string> {
  const { datasets } = provenance;
  if (!Array.isArray(datasets))
    throw new CodedError('CHECKPOINT_REJECTED', 'the checkpoint does not say what it was trained on');
  return new Set(
    (datasets as readonly Dataset['provenance'][]).flatMap(({ models }) => models.map(({ name }) => name)),
  );
}

/** Seeds of the play that a checkpoint says it was trained on. */
export const seedsTrainedOn = ({ datasets }: Readonly<Record<string, unknown>>): ReadonlySet<number> =>
  new Set(
    Array.isArray(datasets) ? (datasets as readonly Dataset['provenance'][]).map(({ seed }) => seed) : [],
  );

/** Models that no good way and no dream of the shipped agent begins with: what it is judged on without having seen it. */
export const neverShown: readonly string[] = [
  'bert_mini',
  'bert_base',
  'gpt_mini',
  'shufflenet_v2_x1_0',
  'vit_b_16',
];
