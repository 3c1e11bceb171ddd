export { maxFile, type ReadTrace, readTraceFile, traceFromFile, traceToFile } from './file';
export { traceFromFragment, traceToFragment } from './link';
export type { Trace, TraceFigure, TraceModel, TraceSpeedup, TraceStep } from './trace';
