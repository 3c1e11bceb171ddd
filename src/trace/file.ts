import { CodedError } from '../core';
import { packTrace, unpackTrace } from './binary';
import type { Trace } from './trace';

/** The contents of a `.dreamtrace` file. */
export interface TraceFile {
  readonly format: 'dreamtrace';
  readonly version: 1;
  readonly trace: Trace;
}

/** A trace as a file: JSON, readable by people. */
export const traceToFile = (trace: Trace): string =>
  `${JSON.stringify({ format: 'dreamtrace', version: 1, trace } satisfies TraceFile, null, 1)}\n`;

/**
 * Reads a trace file. What it says is checked by packing and unpacking it, which bounds every number, text and list.
 * @throws CodedError TRACE_MALFORMED, or TRACE_FOREIGN for a version of the future.
 */
export function traceFromFile(text: string): Trace {
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch {
    throw new CodedError('TRACE_MALFORMED', 'The file is not JSON.');
  }
  const { format, version, trace } = (file ?? {}) as Partial<TraceFile>;
  if (format !== 'dreamtrace') throw new CodedError('TRACE_MALFORMED', 'The file is not a Dreamgraph trace.');
  if (version !== 1) throw new CodedError('TRACE_FOREIGN', `The trace file has version ${String(version)}.`);
  try {
    return unpackTrace(packTrace(trace as Trace));
  } catch (thrown) {
    if (thrown instanceof CodedError) throw thrown;
    throw new CodedError('TRACE_MALFORMED', 'The trace file lacks something that every trace has.');
  }
}
