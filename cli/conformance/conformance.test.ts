import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { must } from '../../src/core';
import { type NamedTensor, writeTensorProto } from '../../src/graph';
import { modelBytes, tensorInfo } from '../../src/graph/onnx/seeds';
import { casesBelow } from './cases';
import { check } from './check';
import { isClose } from './close';
import { runAll } from './pool';
import { summarize, summaryLines } from './summary';

const floats = (values: readonly number[], name = ''): NamedTensor => ({
  name,
  dtype: 'float32',
  shape: [values.length],
  bytes: new Uint8Array(Float32Array.from(values).buffer),
});

/** y = op(x) for two numbers. */
const model = (op: string, stated = 2): Uint8Array =>
  modelBytes({
    node: [{ input: ['x'], output: ['y'], op_type: op }],
    input: [tensorInfo('x', [2])],
    output: [tensorInfo('y', [stated])],
  });

describe('conformance', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dreamgraph-'));
  const put = (file: string, bytes: Uint8Array): void => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), bytes);
  };
  beforeAll(() => {
    const input = writeTensorProto(floats([-1, 2]));
    for (const [name, op, expected] of [
      ['right', 'Relu', [0, 2]],
      ['different', 'Relu', [5, 2]],
      ['foreign', 'NoSuchOperator', [0, 0]],
      ['misshapen', 'Neg', [1, -2, 0]],
    ] as const) {
      put(`${name}/model.onnx`, model(op));
      put(`${name}/test_data_set_0/input_0.pb`, input);
      put(`${name}/test_data_set_0/output_0.pb`, writeTensorProto(floats(expected)));
    }
    put('alone.onnx', model('Abs'));
    put('broken.onnx', new TextEncoder().encode('no model'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('sorts models into loaded, refused, right, wrong and not taken', { timeout: 120_000 }, async () => {
    const cases = casesBelow(folder);
    expect(cases.map(({ file }) => file)).toEqual([
      'alone.onnx',
      'broken.onnx',
      'different/model.onnx',
      'foreign/model.onnx',
      'misshapen/model.onnx',
      'right/model.onnx',
    ]);
    const checks = cases.map(check);
    const runnable = cases.filter(({ sets }) => sets.length > 0);
    const results = await runAll(runnable, {
      processes: 1,
      limitMs: 60_000,
      modelsPerProcess: 3,
      onDone: () => {},
    });
    const runs = new Map(runnable.map(({ file }, i) => [file, must(results[i], file)]));
    const summary = summarize(cases, checks, runs);
    expect(summary).toMatchObject({
      files: 6,
      loaded: 5,
      refused: [{ file: 'broken.onnx', code: 'FILE_NOT_ONNX' }],
      roundTrip: { ok: 5, failed: [] },
      shapes: { expected: 4, known: 3, right: 2, wrong: [{ file: 'misshapen/model.onnx', value: 'y' }] },
      outputs: {
        tested: 4,
        compared: 1,
        right: 1,
        failed: [],
        notTaken: 1,
        different: ['different/model.onnx', 'misshapen/model.onnx'],
      },
      crashed: [],
    });
    expect(summaryLines(summary).join('\n')).toContain('broken.onnx: FILE_NOT_ONNX');
  });

  it('compares within tolerance, NaN with NaN, types and shapes exactly', () => {
    expect(isClose(floats([1, Number.NaN, Infinity]), floats([1.0009, Number.NaN, Infinity]))).toBe(true);
    expect(isClose(floats([1]), floats([1.01]))).toBe(false);
    expect(isClose(floats([0]), floats([Number.NaN]))).toBe(false);
    expect(isClose(floats([1, 2]), { ...floats([1, 2]), shape: [2, 1] })).toBe(false);
    expect(isClose(floats([1]), { ...floats([1]), dtype: 'int32' })).toBe(false);
  });
});
