/**
 * The learned environment. How it is used:
 * `loadModel(bytes, ruleHash)` reads either kind of model; `encode` turns real observations into states; `stepBatch`
 * imagines many dreams at once. A rollout of n dreams, the batch being typed arrays row by row:
 *
 *   let batch = batchOf(Array.from({ length: n }, () => start));        // start: a DreamState of encode()
 *   batch = await model.stepBatch(batch, rules, sites);                 // one action for each row
 *   batch.counts                                                        // [n, rules]: mask and numbers of sites
 *   batch.latent                                                        // [n, samples · latentWidth]
 *   batch.reward, batch.end, batch.logRatio, batch.disagreement         // [n]
 *   batch = pickRows([batch, fresh], [[0, 3], [1, 0], …]);              // leave out dreams that ended, begin others
 *
 * `createDreamEnv` plays one dream at a time through the environment's interface. Nothing here can reach the engine.
 */

export { calibrateIntervals } from './calibrateIntervals';
export {
  type ClockMiss,
  type ClockResidual,
  type ClockRow,
  clockDeviation,
  expectedByClock,
  fitClock,
  missOf,
  noResidual,
  type ResidualDoubt,
  type WorkStep,
  widthsOf,
  workOf,
} from './clockResidual';
export { clockRows } from './clockRow';
export type { ModelConfig, ModelSizes } from './config';
export { type Counted, weighOpinions } from './counted';
export {
  batchOf,
  type DreamBatch,
  emptyBatch,
  pastLimit,
  pickRows,
  stateOf,
} from './dreamBatch';
export { createDreamEnv, type DreamEnvOptions, type DreamNode } from './dreamEnv';
export { createDreamgraph, DreamgraphModel } from './dreamgraph';
export { calibrate, type Forecast, type ForecastOptions, forecast, intervalsFor } from './forecast';
export { grown } from './grown';
export { locate, type Place } from './locate';
export { standardWeights } from './loss';
export { type LossName, type LossWeights, lossNames } from './lossTerms';
export { type LoadedModel, loadModel, type ModelAbout, type SaveOptions, saveModel } from './modelFile';
export { NotFinite } from './notFinite';
export { type ActedPlace, placesAlong } from './places';
export { packResidual, type ResidualFile, readResidual } from './residualFile';
export { createRlflow, RlflowModel } from './rlflow';
export {
  allRepairs,
  type RlflowConfig,
  type RlflowRepairs,
  type RlflowSizes,
  repairNames,
} from './rlflowConfig';
export { type Score, scoreForecasts } from './score';
export {
  type Example,
  examplesOf,
  exampleWeight,
  fitShareTable,
  logGrowth,
  type ShareTable,
  tableGrowth,
} from './shareTable';
export { ringCount, type SiteContexts, siteContexts } from './siteContexts';
export type { TrainableModel } from './trainable';
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
