import { CodedError } from '../core';
import { Adam, type NamedArray, readCheckpoint, writeCheckpoint } from '../nn';
import type { EncoderConfig, ModelConfig } from './config';
import { packCounted, readCounted } from './countedFile';
import { DreamgraphModel } from './dreamgraph';
import { edgeFeatureCount, nodeFeatureCount, totalCount } from './observed';
import { RlflowModel } from './rlflow';
import { isRepairs, type RlflowConfig } from './rlflowConfig';
import type { TrainableModel } from './trainable';
import type { Trainer, TrainerState } from './trainer';

const prefix = 'optimizer:';
const kindPrefix = 'worldmodel/';

/** The list of rules that a model knows, by length and hash. */
export interface RuleList {
  readonly length: number;
  readonly hash: string;
}

export interface ModelAbout {
  readonly rules: RuleList;
  /** Where the data came from and how it was trained, as JSON. */
  readonly provenance: Readonly<Record<string, unknown>>;
}

export interface SaveOptions extends ModelAbout {
  /** Given: its state is saved too, so that training can go on. */
  readonly trainer?: Trainer;
  /** Half the size; for files that travel. */
  readonly half?: boolean;
}

export async function saveModel(model: TrainableModel, options: SaveOptions): Promise<Uint8Array> {
  const { rules, provenance, trainer, half = false } = options;
  const state = trainer === undefined ? null : await trainer.read();
  const optimizer = (state?.optimizer ?? []).map((array) => ({ ...array, name: prefix + array.name }));
  const about = {
    config: model.config,
    intervalScale: model.intervalScale,
    rules,
    provenance,
    updates: state?.updates ?? null,
    ...(model instanceof DreamgraphModel ? { widths: Array.from(model.widths) } : {}),
    ...(model instanceof DreamgraphModel && model.counted !== null
      ? { counted: packCounted(model.counted) }
      : {}),
  };
  const arrays = [...(await model.parameters.read()), ...optimizer];
  return writeCheckpoint({ kind: kindPrefix + model.kind, about, arrays }, half);
}

export interface LoadedModel extends ModelAbout {
  readonly model: TrainableModel;
  /** Null when the file was saved without it. */
  readonly trainer: TrainerState | null;
}

/**
 * Reads a model of either kind. `ruleHash` gives the hash of the first rules that this program knows; a longer list is
 * fine (the model masks its new rules), another list is not.
 *
 * @throws CodedError CHECKPOINT_REJECTED
 */
export function loadModel(bytes: Uint8Array, ruleHash: (length: number) => string): LoadedModel {
  const { kind, about, arrays } = readCheckpoint(bytes, [`${kindPrefix}dreamgraph`, `${kindPrefix}rlflow`]);
  const { config, rules, intervalScale, provenance, updates } = about;
  if (!isRuleList(rules) || typeof intervalScale !== 'number' || !isRecord(provenance))
    throw reject('the description of the model is not complete');
  if (ruleHash(rules.length) !== rules.hash)
    throw reject(
      `the model was trained with another list of ${rules.length} rules than this version begins with`,
    );
  if (!seesAsWeDo(config)) throw reject('the model was trained on states that are described in another way');
  const model = modelOf(kind, config);
  if (model.rules !== rules.length) {
    model.dispose();
    throw reject(`the file speaks of ${rules.length} rules, its model knows ${model.rules}`);
  }
  model.intervalScale = intervalScale;
  const own = arrays.filter(({ name }) => !name.startsWith(prefix));
  const wanted = new Map(model.parameters.shapes());
  const fits = (array: NamedArray): boolean => wanted.get(array.name)?.join() === array.shape.join();
  if (own.length !== wanted.size || !own.every(fits)) {
    model.dispose();
    throw reject('the parameters in the file are not those of this model');
  }
  model.parameters.write(own);
  if (model instanceof DreamgraphModel && !readBeside(model, about)) {
    model.dispose();
    throw reject('what the file says beside the parameters is damaged');
  }
  const optimizer = arrays
    .filter(({ name }) => name.startsWith(prefix))
    .map((array) => ({ ...array, name: array.name.slice(prefix.length) }));
  if (!Adam.fits(optimizer, model.parameters)) {
    model.dispose();
    throw reject('the state of the training in the file is not that of this model');
  }
  const trainer = typeof updates === 'number' ? { updates, optimizer } : null;
  return { model, rules, provenance, trainer };
}

/** What a `dreamgraph` file may hold beside its parameters; false where that is damaged. */
function readBeside(model: DreamgraphModel, { counted, widths }: Readonly<Record<string, unknown>>): boolean {
  if (counted !== undefined) {
    model.counted = readCounted(counted, model.rules);
    if (model.counted === null) return false;
  }
  if (widths === undefined) return true;
  if (!Array.isArray(widths) || widths.length === 0 || !widths.every((x) => Number.isFinite(x) && x > 0))
    return false;
  model.widths = Float32Array.from(widths);
  return true;
}

/** An untrained model of this shape. */
function modelOf(kind: string, config: unknown): TrainableModel {
  if (kind.endsWith('/dreamgraph') && isModelConfig(config)) return new DreamgraphModel(config, 0);
  if (kind.endsWith('/rlflow') && isRlflowConfig(config)) return new RlflowModel(config, 0);
  throw reject('the shape of the model in the file is not one that this program knows');
}

/** Whether a shape is for observations of this program. */
const seesAsWeDo = (config: unknown): boolean =>
  isRecord(config) &&
  config.nodeFeatures === nodeFeatureCount &&
  config.edgeFeatures === edgeFeatureCount &&
  config.totals === totalCount;

const reject = (message: string): CodedError => new CodedError('CHECKPOINT_REJECTED', message);
const isRecord = (x: unknown): x is Record<string, unknown> => typeof x === 'object' && x !== null;
const isSize = (x: unknown): x is number => Number.isSafeInteger(x) && Number(x) > 0 && Number(x) < 65_536;
const isRuleList = (x: unknown): x is RuleList =>
  isRecord(x) && isSize(x.length) && typeof x.hash === 'string';
const encoderSizes: readonly (keyof EncoderConfig)[] = [
  'rules',
  'operators',
  'nodeFeatures',
  'edgeFeatures',
  'totals',
  'nodeWidth',
  'rounds',
  'latent',
  'ruleWidth',
];
const sized = (x: unknown, names: readonly string[]): x is Record<string, unknown> =>
  isRecord(x) && [...encoderSizes, ...names].every((key) => isSize(x[key]));
const isModelConfig = (x: unknown): x is ModelConfig => sized(x, ['hidden', 'members', 'memberWidth']);
const isRlflowConfig = (x: unknown): x is RlflowConfig =>
  sized(x, ['units', 'components', 'samples']) && isRepairs(x.repairs);
