export { type ChromeTrace, chromeTrace } from './chromeTrace';
export {
  type CompareOptions,
  type CompareProgress,
  type Comparison,
  compareMany,
  compareModels,
  type ManyComparison,
} from './compareModels';
export type { OutputDifference } from './compareTensors';
export type { Weights } from './constants';
export { type CostStore, openCostStore } from './costs/costStore';
export {
  type CostRow,
  type CostScope,
  type CostTable,
  type CostTableData,
  createCostTable,
  importCostTable,
  scopeName,
  scopeOf,
} from './costs/costTable';
export {
  createEstimator,
  type Estimate,
  type Estimator,
  type FillOptions,
  type GroupEstimate,
} from './costs/estimator';
export type { Engine } from './engine';
export {
  createVerifier,
  type EquivalenceReport,
  type ReportingVerifier,
  type VerifierOptions,
} from './equivalence';
export { createEvaluator, type EvaluatorOptions } from './evaluator';
export { fromNumbers, type HostTensor, type TensorMap } from './hostTensor';
export { type InputKind, type InputOptions, makeInputs } from './inputs';
export { createLocalRuntime } from './localRuntime';
export { encodeBeside, materialise } from './materialise';
export {
  type KernelCost,
  kernelCosts,
  type OperatorCost,
  type OperatorRow,
  operatorRows,
} from './operatorTimes';
export type {
  ComparePlan,
  KernelTime,
  Level,
  ModelSource,
  OpenOptions,
  Profile,
  Provider,
  Runtime,
  RuntimeInfo,
  SessionHandle,
  TensorMeta,
  TimePlan,
  WarmUp,
} from './runtime';
export { kendallTau, median } from './statistics';
export type { Speedup, Summary, Times, Trouble } from './summarise';
export { availableTargets, defaultThreads, type Target, type Targets } from './targets';
export { withLabels } from './withLabels';
