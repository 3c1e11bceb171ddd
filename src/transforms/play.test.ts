import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decodeModel, type Graph, inferGraph, validate } from '../graph';
import { graphBuilder } from '../graph/fixtures';
import { play } from './play';
import type { Target } from './rule';
import { rules } from './rules';
import { expectEquivalent } from './rules/testing';

/** More seeds than a test run plays: PLAY_SEEDS=200 npx vitest run src/transforms/play. */
const seeds = Number(process.env.PLAY_SEEDS ?? 6);

const standard: Target = { provider: 'wasm', standardOpsOnly: true };
/** Fusions take part. */
const runtimes: Target = { provider: 'wasm', standardOpsOnly: false };

/** A small attention block with residual, decomposed LayerNorm and a head on the first token. */
function encoder(): Graph {
  const g = graphBuilder({ opset: 14 });
  const x = g.input('x', 'float32', [1, 5, 8]);
  const w = (name: string, shape: readonly number[]) => g.constant(name, 'float32', shape);
  const dense = (value: typeof x, name: string, from: number, to: number) =>
    g.op('Add', [g.op('MatMul', [value, w(`w${name}`, [from, to])]), w(`b${name}`, [to])]);
  const heads = (value: typeof x, name: string, perm: readonly number[]) =>
    g.op('Transpose', [g.op('Reshape', [value, g.ints(`s${name}`, [1, 5, 2, 4])])], { perm });
  const q = heads(dense(x, 'q', 8, 8), 'q', [0, 2, 1, 3]);
  const k = heads(dense(x, 'k', 8, 8), 'k', [0, 2, 3, 1]);
  const v = heads(dense(x, 'v', 8, 8), 'v', [0, 2, 1, 3]);
  const logits = g.op('Div', [g.op('MatMul', [q, k]), g.scalar('d', 'float32', 2)]);
  const mixed = g.op('MatMul', [g.op('Softmax', [logits], { axis: -1 }), v]);
  const back = g.op('Transpose', [mixed], { perm: [0, 2, 1, 3] });
  const joined = g.op('Reshape', [back, g.ints('j', [1, 5, 8])]);
  const sum = g.op('Add', [dense(joined, 'o', 8, 8), x]);
  const mean = g.op('ReduceMean', [sum], { axes: [-1], keepdims: 1 });
  const centred = g.op('Sub', [sum, mean]);
  const square = g.op('Pow', [centred, g.scalar('two', 'float32', 2)]);
  const variance = g.op('ReduceMean', [square], { axes: [-1], keepdims: 1 });
  const deviation = g.op('Sqrt', [g.op('Add', [variance, g.scalar('eps', 'float32', 1e-5)])]);
  const norm = g.op('Add', [
    g.op('Mul', [g.op('Div', [centred, deviation]), w('gamma', [8])]),
    w('beta', [8]),
  ]);
  const token = g.op('Gather', [dense(norm, 'f', 8, 8), g.scalar('first', 'int64', 0)], { axis: 1 });
  g.output('y', g.op('Gemm', [token, w('head', [3, 8]), w('bias', [3])], { transB: 1 }));
  return g.build();
}

/** A small convolutional network with branches, pooling, BatchNormalization and a Pad. */
function convnet(): Graph {
  const g = graphBuilder({ opset: 13 });
  const x = g.input('x', 'float32', [1, 3, 12, 12]);
  const w = (name: string, shape: readonly number[]) => g.constant(name, 'float32', shape);
  const padded = g.op('Pad', [x, g.ints('p', [0, 0, 1, 1, 0, 0, 1, 1])]);
  const conv = g.op('Conv', [padded, w('w1', [8, 3, 3, 3]), w('b1', [8])], { kernel_shape: [3, 3] });
  const variance = g.constant('var', 'float32', [8], [1, 2, 3, 1, 2, 3, 1, 2]);
  const bn = g.op('BatchNormalization', [conv, w('g', [8]), w('h', [8]), w('m', [8]), variance]);
  const relu = g.op('Relu', [bn]);
  const left = g.op('Conv', [relu, w('w2', [4, 8, 1, 1])], { kernel_shape: [1, 1] });
  const right = g.op('Mul', [
    g.op('Conv', [relu, w('w3', [4, 8, 1, 1]), w('b3', [4])]),
    w('s', [1, 4, 1, 1]),
  ]);
  const joined = g.op('Concat', [left, right], { axis: 1 });
  const mixed = g.op('Conv', [joined, w('w4', [6, 8, 1, 1]), w('b4', [6])], { kernel_shape: [1, 1] });
  const pooled = g.op('AveragePool', [mixed], { kernel_shape: [2, 2], strides: [2, 2] });
  const flat = g.op('Flatten', [g.op('GlobalAveragePool', [pooled])], { axis: 1 });
  g.output('y', g.op('Gemm', [flat, w('w5', [6, 5]), w('b5', [5])]));
  return g.build();
}

async function playAndCompare(
  graph: Graph,
  seed: number,
  steps: number,
  target: Target = standard,
): Promise<readonly string[]> {
  const played = await play(graph, {
    rules,
    target,
    seed,
    steps,
    onStep: (after, _, step) => expect(validate(after), `seed ${seed}, step ${step}`).toEqual([]),
  });
  const wrong = played.refused.filter(({ refusal }) => refusal.bug === true);
  expect(wrong, `seed ${seed}`).toEqual([]);
  try {
    await expectEquivalent(graph, played.graph, { rtol: 1e-4, atol: 1e-5 });
  } catch (error) {
    throw new Error(`seed ${seed}: ${played.trace.join(', ')}`, { cause: error });
  }
  return played.trace;
}

describe('random play', () => {
  it('keeps a small encoder equal', { timeout: 60_000 + 10_000 * seeds }, async () => {
    for (let seed = 0; seed < seeds; seed++) await playAndCompare(encoder(), seed, 60);
  });

  it('keeps a small convolutional network equal', { timeout: 60_000 + 10_000 * seeds }, async () => {
    for (let seed = 0; seed < seeds; seed++) await playAndCompare(convnet(), seed, 60);
  });

  it('keeps both equal with the fusions of the runtime', { timeout: 60_000 + 20_000 * seeds }, async () => {
    const fusions = new Set(rules.filter((rule) => !rule.standardOps).map((rule) => rule.name));
    const traces: string[] = [];
    for (let seed = 0; seed < seeds; seed++) {
      traces.push(...(await playAndCompare(encoder(), seed, 60, runtimes)));
      traces.push(...(await playAndCompare(convnet(), seed, 60, runtimes)));
    }
    expect(traces.some((name) => fusions.has(name))).toBe(true);
  });

  it('draws rules that were not played more often when told which were', async () => {
    const seen = new Set(['share-common-subexpressions']);
    const options = { rules, target: standard, seed: 1, steps: 80 };
    const kinds = async (played?: ReadonlySet<string>) =>
      new Set((await play(encoder(), played === undefined ? options : { ...options, played })).trace).size;
    expect(await kinds(seen)).toBeGreaterThan(await kinds());
    expect([...seen]).toEqual(['share-common-subexpressions']);
  });

  const files = ['yunet_320', 'fsanet', 'ultraface_rfb_320']
    .map((name) => `../shared/models/real/${name}/model.onnx`)
    .filter((file) => existsSync(file));
  it.skipIf(files.length === 0)('keeps real models equal', async () => {
    for (const [seed, file] of files.entries()) {
      const graph = inferGraph(decodeModel(new Uint8Array(readFileSync(file))));
      await playAndCompare(graph, seed, 40);
    }
  });
});
