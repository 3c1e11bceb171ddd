import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { CodedError } from '../core';
import { readTraceFile, traceFromFile, traceToFile } from './file';
import { fileSchema } from './fileSchema';
import { sampleTrace } from './samples';
import { conforms } from './schema';
import type { Trace } from './trace';

const trace: Trace = {
  model: { sha256: '0f'.repeat(32), name: 'm.onnx', source: { kind: 'private' } },
  dims: { n: 2 },
  keptOutputs: ['y'],
  ep: 'webgpu',
  device: 'an adapter',
  threads: 1,
  standardOps: true,
  versions: { 'onnxruntime-web': '1.30.0' },
  rules: { length: 5, hash: 'abcd', names: { '4': 'drop-key-bias' } },
  agent: 'greedy',
  seed: 3,
  originalMs: null,
  speedup: null,
  base: null,
  steps: [{ rule: 4, anchor: 17, variant: 0, predicted: null, measured: null, verified: null, check: null }],
  current: 1,
};
const codeOf = (text: string): string => {
  try {
    traceFromFile(text);
    return 'none';
  } catch (thrown) {
    return (thrown as CodedError).code;
  }
};
const changed = (change: (file: { trace: Record<string, unknown> }) => void): string => {
  const file = JSON.parse(traceToFile(trace));
  change(file);
  return JSON.stringify(file);
};

describe('trace files', () => {
  it('come back as they were', () => {
    expect(traceFromFile(traceToFile(trace))).toEqual(trace);
    expect(traceFromFile(traceToFile(sampleTrace(12)))).toEqual(sampleTrace(12));
  });

  it('carry the structure where the sender adds it', () => {
    const structure = Uint8Array.from({ length: 70_000 }, (_, i) => i & 255);
    expect(readTraceFile(traceToFile(trace, structure)).structure).toEqual(structure);
    expect(readTraceFile(traceToFile(trace)).structure).toBeNull();
  });

  it('say of a figure whether it is confirmed, and where they do not, its interval says', () => {
    const speedups = [
      [{ ratio: 1.1, ci95: [0.98, 1.24], confirmed: false }, false],
      [{ ratio: 1.1, ci95: [0.98, 1.24], confirmed: true }, false],
      [{ ratio: 1.1, ci95: [0.98, 1.24] }, false],
      [{ ratio: 1.1, ci95: [1.02, 1.24] }, true],
      [{ ratio: 1.1, ci95: [1.02, 1.24], confirmed: false }, false],
    ] as const;
    for (const [speedup, confirmed] of speedups) {
      const text = changed(({ trace: t }) => Object.assign(t, { speedup }));
      expect(traceFromFile(text).speedup).toEqual({ ...speedup, confirmed });
    }
  });

  it('are read without what was added to version 1 later', () => {
    const old = changed(({ trace: t }) => {
      delete t.base;
      for (const step of t.steps as Record<string, unknown>[]) delete step.check;
    });
    expect(traceFromFile(old)).toEqual(trace);
  });

  it.each([
    ['text', 'hello', 'TRACE_MALFORMED'],
    ['other JSON', '{"a":1}', 'FILE_NOT_ONNX'],
    ['null', 'null', 'FILE_NOT_ONNX'],
    ['a later version', '{"format":"dreamtrace","version":2}', 'TRACE_FOREIGN'],
    ['nothing inside', '{"format":"dreamtrace","version":1}', 'TRACE_MALFORMED'],
    ['a rule outside the list', traceToFile({ ...trace, rules: { length: 2, hash: '' } }), 'TRACE_MALFORMED'],
    ['a step outside', traceToFile({ ...trace, current: 9 }), 'TRACE_MALFORMED'],
    ['an unknown field', changed(({ trace: t }) => Object.assign(t, { html: '<b>' })), 'TRACE_MALFORMED'],
    ['a hash that is none', changed(({ trace: t }) => Object.assign(t, { base: '<b>' })), 'TRACE_MALFORMED'],
    [
      'an address that is none',
      changed(({ trace: t }) =>
        Object.assign(t.model as object, { source: { kind: 'url', url: 'javascript:1' } }),
      ),
      'TRACE_MALFORMED',
    ],
  ])('refuse %s', (_, text, code) => {
    expect(codeOf(text)).toBe(code);
  });

  it('are described by the schema that is published', () => {
    const published = readFileSync(new URL('../../public/dreamtrace.schema.json', import.meta.url), 'utf8');
    // Where this fails: npx tsx scripts/trace-schema.ts
    expect(JSON.parse(published)).toEqual(JSON.parse(JSON.stringify(fileSchema)));
    expect(conforms(JSON.parse(traceToFile(sampleTrace(5))), fileSchema)).toBeNull();
    expect(conforms(JSON.parse(traceToFile(trace, Uint8Array.of(1, 2))), fileSchema)).toBeNull();
  });
});
