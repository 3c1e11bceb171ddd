import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { modelPath, specialised } from '../../perf/models';
import { plantedValley } from '../../src/agent/plantedValley';
import type { Graph } from '../../src/graph';

export type SuiteName = 'paper' | 'wild';

/** What the goals say of a model. */
export type ModelClass = 'one-token encoder' | 'convolutional' | 'planted valley' | 'other';

export interface EvaluatedModel {
  readonly name: string;
  readonly suite: SuiteName;
  readonly class: ModelClass;
  /** Original ÷ best multiply-adds as facts.md gives it; null where it names none. */
  readonly statedBound: number | null;
  /** Whether the project's own export is preferred to the shared one. */
  readonly ownExport: boolean;
}

const model = (
  suite: SuiteName,
  name: string,
  kind: ModelClass,
  statedBound: number | null = null,
): EvaluatedModel => ({ name, suite, class: kind, statedBound, ownExport: suite === 'paper' });

/** In each suite the ones that take least time first. */
export const evaluatedModels: readonly EvaluatedModel[] = [
  model('paper', 'squeezenet1_1', 'convolutional'),
  model('paper', 'resnet18', 'convolutional'),
  model('paper', 'resnet50', 'convolutional'),
  model('paper', 'inception_v3', 'convolutional'),
  model('paper', 'vit_b_16', 'one-token encoder', 1.075),
  model('paper', 'bert_base', 'one-token encoder', 1.074),
  model('wild', 'planted_valley', 'planted valley'),
  model('wild', 'bert_mini', 'one-token encoder', 1.266),
  model('wild', 'vit_tiny', 'one-token encoder', 1.077),
  model('wild', 'shufflenet_v2_x1_0', 'convolutional'),
  model('wild', 'mobilenet_v2', 'convolutional'),
  model('wild', 'densenet121', 'convolutional'),
  model('wild', 'espcn', 'convolutional'),
  model('wild', 'yunet_320', 'convolutional'),
  model('wild', 'ultraface_rfb_320', 'convolutional'),
  model('wild', 'fastestdet', 'convolutional'),
  model('wild', 'ppocr_cls', 'convolutional'),
  model('wild', 'fsanet', 'convolutional'),
  model('wild', 'yolox_nano', 'convolutional'),
  model('wild', 'mobilenet_v2_int8', 'convolutional'),
  model('wild', 't5_encoder_random', 'other'),
  model('wild', 'silero_vad_16k', 'other'),
  model('wild', 'dtln_2', 'other'),
  model('wild', 'gtcrn', 'other'),
  model('wild', 'gpt2_past_shrunk', 'other'),
  model('wild', 'tf_bert_qa_shrunk', 'other'),
  model('wild', 'style_mosaic', 'convolutional'),
  model('wild', 'swin_t', 'other'),
];

/** The models of suite `efficiency`, and of `peers`. */
export const efficiencyModels: readonly string[] = ['planted_valley', 'bert_mini', 'vit_tiny', 'densenet121'];
export const peersModels: readonly string[] = [
  'bert_mini',
  'vit_tiny',
  'squeezenet1_1',
  'resnet18',
  'shufflenet_v2_x1_0',
  'densenet121',
  'vit_b_16',
  'bert_base',
];

/** The specialised original; null where the file is not here. @throws CodedError for a file that cannot be read. */
export function loadModel({ name, ownExport }: Pick<EvaluatedModel, 'name' | 'ownExport'>): Graph | null {
  if (name === 'planted_valley') return plantedValley();
  const own = fileURLToPath(new URL(`../../public/models/${name}.onnx`, import.meta.url));
  const path = ownExport && existsSync(own) ? own : modelPath(name);
  return path === null ? null : specialised(new Uint8Array(readFileSync(path)));
}
