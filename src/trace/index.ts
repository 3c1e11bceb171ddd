export { maxFile, type ReadTrace, readTraceFile, traceFromFile, traceToFile } from './file';
export { linkPrefix, traceFromFragment, traceToFragment } from './link';
export {
  maxSteps,
  type Trace,
  type TraceFigure,
  type TraceModel,
  type TraceSpeedup,
  type TraceStep,
} from './trace';
