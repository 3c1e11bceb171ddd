import { CodedError } from '../core';
import { ByteReader, ByteWriter } from './bytes';
import { seal, unseal } from './seal';
import { maxSteps, type Trace, type TraceFigure, type TraceStep } from './trace';

/** Resolution of relative runtimes, and of half widths: one in ten thousand, and one in a thousand. */
const FINE = 10_000;
const COARSE = 1000;
const MOST_RATIO = 1e9;
/** What is written. Still read: 1, without hashes of the graphs, and 2, without checksum and `confirmed`. */
const VERSION = 3;
const BASE_BYTES = 4;
/** Of every graph but the last a byte is kept, of the last as much as of the first. */
const CHECK_BYTES = 1;
const kinds = ['imagined', 'estimated'] as const;
const verdicts = [null, true, false] as const;

/** A trace as bytes, before compression. Runtimes are rounded to 1/10,000 of the original's, half widths to 1/1,000. */
export function packTrace(trace: Trace): Uint8Array<ArrayBuffer> {
  const out = new ByteWriter().uint(VERSION);
  const { source } = trace.model;
  out.raw(hexBytes(trace.model.sha256, 32));
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
    .text(trace.device.slice(0, 60))
    .uint(trace.threads)
    .uint(trace.standardOps ? 1 : 0);
  const versions = Object.entries(trace.versions);
  out.uint(versions.length);
  for (const [name, version] of versions) out.text(name).text(version);
  out.uint(trace.rules.length).text(trace.rules.hash).text(trace.agent).uint(trace.seed);
  optional(out, trace.originalMs, (ms) => out.uint(Math.round(ms * FINE)));
  const { speedup } = trace;
  const gained = speedup?.confirmed === true && speedup.ci95[0] > 1;
  out.uint(speedup === null ? 0 : gained ? 1 : 2);
  if (speedup !== null) {
    const { ratio, ci95 } = speedup;
    // An interval that is open above has an end that nothing reaches; any large number says so.
    const [mid, low, high] = [ratio, ...ci95].map((x) => Math.min(MOST_RATIO, Math.round(x * FINE)));
    // Rounding must not take back what was confirmed.
    out
      .uint(mid ?? 0)
      .uint(Math.max(low ?? 0, gained ? FINE + 1 : 0))
      .uint(high ?? 0);
  }
  out.uint(trace.current).uint(trace.steps.length);
  packSteps(out, trace.steps);
  optional(out, trace.base, (base) => {
    out.raw(hexBytes(base, BASE_BYTES));
    trace.steps.forEach(({ check }, i) => {
      out.raw(hexBytes(check ?? '', checkBytes(i, trace.steps.length)));
    });
  });
  return seal(out.finish());
}

const checkBytes = (step: number, steps: number): number => (step === steps - 1 ? BASE_BYTES : CHECK_BYTES);

/** Exactly `length` bytes of what hexadecimal digits say. */
function hexBytes(digits: string, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  for (let i = 0; i < length; i++) bytes[i] = Number.parseInt(digits.slice(2 * i, 2 * i + 2), 16) || 0;
  return bytes;
}

const hexText = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

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
  const version = new ByteReader(bytes).uint();
  if (version < 1 || version > VERSION) {
    throw new CodedError(
      'TRACE_FOREIGN',
      `The trace has version ${version}; this page reads versions up to ${VERSION}.`,
    );
  }
  const from = new ByteReader(version < 3 ? bytes : unseal(bytes));
  from.uint();
  const sha256 = hexText(from.raw(32));
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
  const speedup = unpackSpeedup(from, version);
  const current = from.uint(maxSteps);
  const bare = unpackSteps(from, from.uint(maxSteps), rules.length);
  const base = version === 1 ? null : read(from, () => hexText(from.raw(BASE_BYTES)));
  const steps = bare.map((step, i) => ({
    ...step,
    check: base === null ? null : hexText(from.raw(checkBytes(i, bare.length))),
  }));
  if (!from.done) throw damaged('something follows its end');
  if (current > steps.length) throw damaged('its current step is outside');
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
    base,
    steps,
    current,
  };
}

function unpackSpeedup(from: ByteReader, version: number): Trace['speedup'] {
  const said = from.uint(version < 3 ? 1 : 2);
  if (said === 0) return null;
  const [ratio = 0, low = 0, high = 0] = Array.from({ length: 3 }, () => from.uint(MOST_RATIO) / FINE);
  // Whoever sent it: an interval that includes no change confirms nothing.
  return { ratio, ci95: [low, high], confirmed: said === 1 && low > 1 };
}

function unpackSource(from: ByteReader): Trace['model']['source'] {
  switch (from.uint(2)) {
    case 0:
      return { kind: 'private' };
    case 1: {
      const id = from.text(100);
      if (!/^[\w-]+$/.test(id)) throw damaged('it names a gallery entry that cannot be one');
      return { kind: 'gallery', id };
    }
    default: {
      const url = from.text(2000);
      if (!isWebAddress(url)) throw damaged('its address is not one of the web');
      return { kind: 'url', url };
    }
  }
}

/** Whether a text is an address that may be offered to be fetched: nothing but http and https, no credentials. */
function isWebAddress(text: string): boolean {
  // The parser forgives spaces and backslashes, which the schema of files does not.
  if (!/^https?:\/\//.test(text)) return false;
  try {
    const { username, password } = new URL(text);
    return username === '' && password === '';
  } catch {
    return false;
  }
}

function unpackSteps(from: ByteReader, count: number, ruleCount: number): Omit<TraceStep, 'check'>[] {
  const steps: Omit<TraceStep, 'check'>[] = [];
  let anchor = 0;
  let relative = FINE;
  const figure = (kind: TraceFigure['kind']): TraceFigure => {
    relative += from.int(1e9);
    if (relative < 0) throw damaged('a runtime is negative');
    return { kind, relative: relative / FINE, halfWidth: from.uint(1e6) / COARSE };
  };
  for (let i = 0; i < count; i++) {
    const packed = from.uint(18 * 1000);
    const variant = Math.floor(packed / 18);
    const flags = packed % 18;
    const rule = from.uint(Math.max(0, ruleCount - 1));
    anchor += from.int(1e7);
    if (anchor < 0) throw damaged('a site is negative');
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

const damaged = (what: string): CodedError =>
  new CodedError('TRACE_MALFORMED', `The trace is damaged: ${what}.`);

function optional<T>(out: ByteWriter, value: T | null, write: (value: T) => void): void {
  out.uint(value === null ? 0 : 1);
  if (value !== null) write(value);
}

function read<T>(from: ByteReader, next: () => T): T | null {
  return from.uint(1) === 0 ? null : next();
}
