import { CodedError } from '../core';
import { packTrace, unpackTrace } from './binary';
import { fileSchema } from './fileSchema';
import { conforms } from './schema';
import type { Trace } from './trace';

/** The contents of a `.dreamtrace` file. */
export interface TraceFile {
  readonly format: 'dreamtrace';
  readonly version: 1;
  readonly trace: Trace;
  /** The model's structure without weights, as an ONNX file in base64. */
  readonly structure?: { readonly onnx: string };
}

/** What a `.dreamtrace` file says. */
export interface ReadTrace {
  readonly trace: Trace;
  /** An ONNX file without weights; null where the sender left the structure out. */
  readonly structure: Uint8Array<ArrayBuffer> | null;
}

/** Longest file that is looked at, in bytes. */
export const maxFile = 64_000_000;

/** A trace as a file: JSON by the published schema, readable by people. */
export function traceToFile(trace: Trace, structure: Uint8Array | null = null): string {
  const file: TraceFile = {
    format: 'dreamtrace',
    version: 1,
    trace,
    ...(structure === null ? {} : { structure: { onnx: toBase64(structure) } }),
  };
  return `${JSON.stringify(file, null, 1)}\n`;
}

/**
 * Reads a trace file. What it says has to conform to the schema; the numbers are then packed and unpacked, which rounds
 * them as a link would and holds them to the same bounds.
 * @throws CodedError TRACE_MALFORMED, FILE_NOT_ONNX for JSON of another kind, or TRACE_FOREIGN for a version of the future.
 */
export function readTraceFile(text: string): ReadTrace {
  if (text.length > maxFile)
    throw new CodedError('TRACE_MALFORMED', 'The trace file is larger than any real trace.');
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch {
    throw new CodedError('TRACE_MALFORMED', 'The trace file is damaged: it is not JSON.');
  }
  const { format, version } = (file ?? {}) as Partial<TraceFile>;
  if (format !== 'dreamtrace')
    throw new CodedError('FILE_NOT_ONNX', 'The file is JSON that is neither a model nor a Dreamgraph trace.');
  if (version !== 1)
    throw new CodedError('TRACE_FOREIGN', `The trace file has version ${String(version).slice(0, 20)}.`);
  const problem = conforms(file, fileSchema);
  if (problem !== null) throw new CodedError('TRACE_MALFORMED', `The trace file is damaged: ${problem}.`);
  const { trace, structure } = file as TraceFile;
  const { names } = trace.rules;
  const base = trace.base ?? null;
  const steps = trace.steps.map((step) => ({ ...step, check: step.check ?? null }));
  const speedup = trace.speedup && { ...trace.speedup, confirmed: trace.speedup.confirmed ?? true };
  const bounded = unpackTrace(packTrace({ ...trace, base, steps, speedup }));
  // A file has room for what a link leaves out.
  const rules = names === undefined ? bounded.rules : { ...bounded.rules, names };
  const checked = bounded.steps.map((step, i) => ({ ...step, check: steps[i]?.check ?? null }));
  return {
    trace: { ...bounded, rules, steps: base === null ? bounded.steps : checked },
    structure: structure === undefined ? null : fromBase64(structure.onnx),
  };
}

/** The trace alone of `readTraceFile`. */
export const traceFromFile = (text: string): Trace => readTraceFile(text).trace;

function toBase64(bytes: Uint8Array): string {
  const parts: string[] = [];
  // A call takes only so many arguments.
  for (let at = 0; at < bytes.length; at += 0x8000)
    parts.push(String.fromCharCode(...bytes.subarray(at, at + 0x8000)));
  return btoa(parts.join(''));
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  try {
    const binary = atob(text);
    return Uint8Array.from(binary, (c) => c.charCodeAt(0));
  } catch {
    throw new CodedError('TRACE_MALFORMED', 'The trace file is damaged: its structure is not base64.');
  }
}
