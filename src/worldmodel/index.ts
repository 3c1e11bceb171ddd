export type { ModelConfig, ModelSizes } from './config';
export { createDreamEnv, type DreamEnvOptions, type DreamNode } from './dreamEnv';
export { createDreamgraph, DreamgraphModel } from './dreamgraph';
export { calibrate, type Forecast, forecast } from './forecast';
export { type LossName, type LossWeights, lossNames, standardWeights } from './loss';
export { type LoadedModel, loadModel, type ModelAbout, type SaveOptions, saveModel } from './modelFile';
export { type Score, scoreForecasts } from './score';
export {
  standardTraining,
  Trainer,
  type TrainerOptions,
  type TrainerState,
  type UpdateReport,
} from './trainer';
export {
  type DreamStart,
  type DreamState,
  meanLatent,
  runtimeInterval,
  type WorldModel,
} from './worldModel';
