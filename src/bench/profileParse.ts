import { CodedError } from '../core';
import type { KernelTime, Profile } from './runtime';

interface TraceEvent {
  readonly cat?: string;
  readonly name?: string;
  readonly dur?: number;
  readonly ts?: number;
  readonly args?: {
    readonly op_name?: string;
    readonly provider?: string;
    readonly input_type_shape?: readonly Readonly<Record<string, readonly number[]>>[];
    readonly output_type_shape?: readonly Readonly<Record<string, readonly number[]>>[];
  };
}

/** ORT's profile (Chrome-trace JSON, as printed) as kernel times per run. @throws CodedError RUNTIME_REFUSED. */
export function parseProfile(lines: readonly string[]): Profile {
  const text = lines.join('\n');
  const start = text.indexOf('[');
  const end = text.lastIndexOf(']');
  if (start < 0 || end < start) throw new CodedError('RUNTIME_REFUSED', 'onnxruntime-web gave no profile');
  const events = JSON.parse(text.slice(start, end + 1)) as readonly TraceEvent[];
  const kernels = events
    .filter((e) => e.cat === 'Node' && (e.name ?? '').endsWith('_kernel_time'))
    .map(kernelTime)
    .sort((a, b) => a.startUs - b.startUs);
  const runs = events
    .filter((e) => e.cat === 'Session' && e.name === 'model_run')
    .map((e) => ({ start: e.ts ?? 0, end: (e.ts ?? 0) + (e.dur ?? 0) }))
    .sort((a, b) => a.start - b.start);
  return {
    runs: runs.map((run) => kernels.filter((k) => k.startUs >= run.start && k.startUs <= run.end)),
    runMs: runs.map((run) => (run.end - run.start) / 1000),
  };
}

function kernelTime(event: TraceEvent): KernelTime {
  return {
    node: (event.name ?? '').replace(/_kernel_time$/, ''),
    op: event.args?.op_name ?? '',
    provider: event.args?.provider ?? '',
    startUs: event.ts ?? 0,
    durationUs: event.dur ?? 0,
    inputs: (event.args?.input_type_shape ?? []).map(shapeText),
    outputs: (event.args?.output_type_shape ?? []).map(shapeText),
  };
}

const shapeText = (entry: Readonly<Record<string, readonly number[]>>): string =>
  Object.entries(entry)
    .map(([type, shape]) => `${type === 'float' ? 'float32' : type}[${shape.join(',')}]`)
    .join();
