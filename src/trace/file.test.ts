import { describe, expect, it } from 'vitest';
import type { CodedError } from '../core';
import { traceFromFile, traceToFile } from './file';
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
  rules: { length: 5, hash: 'abcd' },
  agent: 'greedy',
  seed: 3,
  originalMs: null,
  speedup: null,
  steps: [{ rule: 4, anchor: 17, variant: 0, predicted: null, measured: null, verified: null }],
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

describe('trace files', () => {
  it('come back as they were', () => {
    expect(traceFromFile(traceToFile(trace))).toEqual(trace);
  });

  it.each([
    ['text', 'hello', 'TRACE_MALFORMED'],
    ['other JSON', '{"a":1}', 'TRACE_MALFORMED'],
    ['null', 'null', 'TRACE_MALFORMED'],
    ['a later version', '{"format":"dreamtrace","version":2}', 'TRACE_FOREIGN'],
    ['nothing inside', '{"format":"dreamtrace","version":1}', 'TRACE_MALFORMED'],
    ['a rule outside the list', traceToFile({ ...trace, rules: { length: 2, hash: '' } }), 'TRACE_MALFORMED'],
    ['a step outside', traceToFile({ ...trace, current: 9 }), 'TRACE_MALFORMED'],
  ])('refuses %s', (_, text, code) => {
    expect(codeOf(text)).toBe(code);
  });
});
