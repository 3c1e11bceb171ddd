export * as tf from '@tensorflow/tfjs-core';
export { Adam, type AdamOptions, type LossParts } from './adam';
export { backendLost } from './backendLoss';
export {
  type BackendChoice,
  type BackendName,
  type BackendOptions,
  backendNames,
  chooseBackend,
  startBackend,
} from './backends';
export { type Checkpoint, readCheckpoint, writeCheckpoint } from './checkpoint';
export { dense, layerNorm, normalise } from './layers';
export { memberMatMul } from './memberMatMul';
export { type Initialiser, type NamedArray, Parameters } from './parameters';
export { gatherRows, sumRows } from './segments';
export { stopGradient } from './stopGradient';
