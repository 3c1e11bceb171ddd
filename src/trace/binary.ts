import { CodedError } from '../core';
import { ByteReader, ByteWriter } from './bytes';
import { maxSteps, type Trace, type TraceFigure, type TraceStep } from './trace';

/** Resolution of relative runtimes, and of half widths: one in ten thousand, and one in a thousand. */
const FINE = 10_000;
const COARSE = 1000;
const VERSION = 1;
const kinds = ['imagined', 'estimated'] as const;
const verdicts = [null, true, false] as const;

/** A trace as bytes, before compression. Runtimes are rounded to 1/10,000 of the original's, half widths to 1/1,000. */
export function packTrace(trace: Trace): Uint8Array<ArrayBuffer> {
  const out = new ByteWriter().uint(VERSION);
  const { source } = trace.model;
  out.raw(Uint8Array.from(trace.model.sha256.match(/../g) ?? [], (hex) => Number.parseInt(hex, 16)));
  out.uint(source.kind === 'private' ? 0 : source.kind === 'gallery' ? 1 : 2);
  if (source.kind !== 'private') out.text(source.kind === 'gallery' ? source.id : source.url);
  optional(out, trace.model.name, (name) => out.text(name));
  const dims = Object.entries(trace.dims);
  out.uint(dims.length);
  for (const [name, size] of dims) out.text(name).uint(size);
  optional(out, trace.keptOutputs, (names) => {
    out.uint(names.length);
    for (const name of names) out.text(name);
  });
  out
    .uint(trace.ep === 'wasm' ? 0 : 1)
    .text(trace.device)
    .uint(trace.threads)
    .uint(trace.standardOps ? 1 : 0);
  const versions = Object.entries(trace.versions);
  out.uint(versions.length);
  for (const [name, version] of versions) out.text(name).text(version);
  out.uint(trace.rules.length).text(trace.rules.hash).text(trace.agent).uint(trace.seed);
  optional(out, trace.originalMs, (ms) => out.uint(Math.round(ms * FINE)));
  optional(out, trace.speedup, ({ ratio, ci95 }) => {
    for (const x of [ratio, ...ci95]) out.uint(Math.round(x * FINE));
  });
  out.uint(trace.current).uint(trace.steps.length);
  packSteps(out, trace.steps);
  return out.finish();
}

function packSteps(out: ByteWriter, steps: readonly TraceStep[]): void {
  let anchor = 0;
  let relative = FINE;
  for (const step of steps) {
    const kind =
      step.predicted === null ? 0 : 1 + kinds.indexOf(step.predicted.kind as (typeof kinds)[number]);
    const flags = kind + 3 * ((step.measured === null ? 0 : 1) + 2 * verdicts.indexOf(step.verified));
    out
      .uint(flags + 18 * step.variant)
      .uint(step.rule)
      .int(step.anchor - anchor);
    anchor = step.anchor;
    for (const figure of [step.predicted, step.measured]) {
      if (figure === null) continue;
      const now = Math.round(figure.relative * FINE);
      out.int(now - relative).uint(Math.round(figure.halfWidth * COARSE));
      relative = now;
    }
  }
}

/** @throws CodedError TRACE_MALFORMED, or TRACE_FOREIGN for a version of the future. */
export function unpackTrace(bytes: Uint8Array): Trace {
  const from = new ByteReader(bytes);
  const version = from.uint();
  if (version !== VERSION) {
    throw new CodedError(
      'TRACE_FOREIGN',
      `The trace has version ${version}; this page reads version ${VERSION}.`,
    );
  }
  const sha256 = Array.from(from.raw(32), (byte) => byte.toString(16).padStart(2, '0')).join('');
  const source = unpackSource(from);
  const name = read(from, () => from.text(500));
  const dims: Record<string, number> = Object.create(null);
  for (let n = from.uint(200); n > 0; n--) dims[from.text(300)] = from.uint(2 ** 31);
  const keptOutputs = read(from, () => Array.from({ length: from.uint(1000) }, () => from.text(500)));
  const ep = from.uint(1) === 0 ? 'wasm' : 'webgpu';
  const device = from.text(200);
  const threads = from.uint(1024);
  const standardOps = from.uint(1) === 1;
  const versions: Record<string, string> = Object.create(null);
  for (let n = from.uint(20); n > 0; n--) versions[from.text(50)] = from.text(100);
  const rules = { length: from.uint(100_000), hash: from.text(100) };
  const agent = from.text(50);
  const seed = from.uint();
  const originalMs = read(from, () => from.uint(1e12) / FINE);
  const speedup = read(from, () => {
    const [ratio = 0, low = 0, high = 0] = Array.from({ length: 3 }, () => from.uint(1e9) / FINE);
    return { ratio, ci95: [low, high] as const };
  });
  const current = from.uint(maxSteps);
  const steps = unpackSteps(from, from.uint(maxSteps), rules.length);
  if (!from.done) throw new CodedError('TRACE_MALFORMED', 'The trace is damaged: something follows its end.');
  if (current > steps.length)
    throw new CodedError('TRACE_MALFORMED', 'The trace is damaged: its current step is outside.');
  return {
    model: { sha256, name, source },
    dims: { ...dims },
    keptOutputs,
    ep,
    device,
    threads,
    standardOps,
    versions: { ...versions },
    rules,
    agent,
    seed,
    originalMs,
    speedup,
    steps,
    current,
  };
}

function unpackSource(from: ByteReader): Trace['model']['source'] {
  switch (from.uint(2)) {
    case 0:
      return { kind: 'private' };
    case 1:
      return { kind: 'gallery', id: from.text(100) };
    default:
      return { kind: 'url', url: from.text(2000) };
  }
}

function unpackSteps(from: ByteReader, count: number, ruleCount: number): TraceStep[] {
  const steps: TraceStep[] = [];
  let anchor = 0;
  let relative = FINE;
  const figure = (kind: TraceFigure['kind']): TraceFigure => {
    relative += from.int(1e9);
    if (relative < 0) throw new CodedError('TRACE_MALFORMED', 'The trace is damaged: a runtime is negative.');
    return { kind, relative: relative / FINE, halfWidth: from.uint(1e6) / COARSE };
  };
  for (let i = 0; i < count; i++) {
    const packed = from.uint(18 * 1000);
    const variant = Math.floor(packed / 18);
    const flags = packed % 18;
    const rule = from.uint(Math.max(0, ruleCount - 1));
    anchor += from.int(1e7);
    if (anchor < 0) throw new CodedError('TRACE_MALFORMED', 'The trace is damaged: a site is negative.');
    const kind = kinds[(flags % 3) - 1];
    const predicted = kind === undefined ? null : figure(kind);
    const measured = Math.floor(flags / 3) % 2 === 1 ? figure('measured') : null;
    steps.push({
      rule,
      anchor,
      variant,
      predicted,
      measured,
      verified: verdicts[Math.floor(flags / 6)] ?? null,
    });
  }
  return steps;
}

function optional<T>(out: ByteWriter, value: T | null, write: (value: T) => void): void {
  out.uint(value === null ? 0 : 1);
  if (value !== null) write(value);
}

function read<T>(from: ByteReader, next: () => T): T | null {
  return from.uint(1) === 0 ? null : next();
}
