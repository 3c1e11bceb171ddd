export {
  type CompareOptions,
  type CompareProgress,
  type Comparison,
  compareMany,
  compareModels,
  compareOpen,
  type ManyComparison,
} from './compareModels';
export { compareOutput, type OutputDifference } from './compareTensors';
export type { Engine } from './engine';
export {
  createVerifier,
  type EquivalenceReport,
  type ReportingVerifier,
  type VerifierOptions,
} from './equivalence';
export { createEvaluator, type EvaluatorOptions } from './evaluator';
export { heapBytes } from './heapProbe';
export { fromNumbers, type HostTensor, type TensorMap, toDoubles } from './hostTensor';
export { type InputKind, type InputOptions, inputKinds, makeInputs } from './inputs';
export { createLocalRuntime } from './localRuntime';
export { encodeBeside, materialise } from './materialise';
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
export { classifyRuntimeError } from './runtimeErrors';
export { bootstrapMidmean, kendallTau, median, quantile } from './statistics';
export { type Speedup, type Summary, summarise, type Times, type Trouble } from './summarise';
export { availableTargets, defaultThreads, type Target, type Targets } from './targets';
export { toleranceOf } from './tolerance';
