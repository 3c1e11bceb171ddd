import { beforeAll, describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph';
import type { Runtime } from '../runtime';
import { denseGraph, testRuntime } from '../testing';
import { createCostTable, importCostTable, scopeName, scopeOf } from './costTable';
import { createEstimator } from './estimator';

let runtime: Runtime;
beforeAll(async () => {
  runtime = await testRuntime();
});
const options = { budgetMs: 20_000, seed: 1 };

describe('estimator', () => {
  it('guesses, then measures each kind of group once, and tells small from large', async () => {
    const table = createCostTable(scopeOf(await runtime.info()));
    const estimator = createEstimator(table);
    const [small, large] = [denseGraph(16, 64, 64), denseGraph(256, 256, 256)];
    const before = estimator.estimate(large);
    expect(before.ms).toBeGreaterThan(0);
    expect(before.unknownKeys).toHaveLength(1);
    expect(await estimator.fill([small, large, denseGraph(16, 64, 64)], { ...options, runtime })).toBe(2);
    expect(await estimator.fill([large], { ...options, runtime })).toBe(0);
    const after = estimator.estimate(large);
    expect(after.unknownKeys).toEqual([]);
    expect(after.groups[0]?.measured).toBe(true);
    expect(estimator.ms(large)).toBeGreaterThan(5 * estimator.ms(small));
    const shares = [...estimator.shares(large).values()];
    expect(shares.reduce((a, b) => a + b, 0)).toBeCloseTo(1);
    expect(Math.max(...shares)).toBeGreaterThan(0.5);
    estimator.calibrate(large, 100);
    expect(estimator.ms(large)).toBeCloseTo(100);
  });

  it('times once more what was timed while the engine was cold, and keeps the lower figure', async () => {
    const durations = [100, 100, 40, 40];
    let profiles = 0;
    const cold = {
      info: async () => ({ ...(await runtime.info()), ep: 'wasm' }),
      open: async () => 1,
      place: async () => undefined,
      warmUp: async () => [1],
      time: async () => [0.01],
      // The first is of the model itself, the second the price of a kernel, and so on.
      profile: async () => {
        const durationUs = profiles === 1 ? 0 : (durations[profiles] ?? 40);
        profiles++;
        return { runs: [[{ startUs: 0, durationUs }]] };
      },
      close: async () => undefined,
    } as unknown as Runtime;
    const table = createCostTable(scopeOf(await runtime.info()));
    const estimator = createEstimator(table);
    const graph = denseGraph(16, 64, 64);
    expect(await estimator.fill([graph], { ...options, runtime: cold })).toBe(1);
    expect(estimator.estimate(graph).groups[0]?.ms).toBeCloseTo(0.04, 6);
    expect(profiles).toBe(3);
  });

  it('times shape arithmetic, indices, quantized pairs and subgraphs as groups of their own', async () => {
    const g = graphBuilder({ opset: 17 });
    const x = g.input('x', 'float32', [4, 64]);
    const ids = g.input('ids', 'int64', [4]);
    const picked = g.op('Gather', [g.constant('table', 'float32', [100, 64]), ids]);
    const cut = g.op('Slice', [
      g.op('Add', [x, picked]),
      g.ints('from', [0]),
      g.ints('to', [32]),
      g.ints('axes', [1]),
    ]);
    const scale = g.scalar('scale', 'float32', 0.1);
    const zero = g.scalar('zero', 'int8', 0);
    const weight = g.op('DequantizeLinear', [g.constant('w', 'int8', [32, 32]), scale, zero]);
    const q = g.op('DequantizeLinear', [g.op('QuantizeLinear', [cut, scale, zero]), scale, zero]);
    g.output('y', g.op('Softmax', [g.op('MatMul', [q, weight])], { axis: 1 }));
    const graph = g.build();
    const estimator = createEstimator(createCostTable(scopeOf(await runtime.info())));
    await estimator.fill([graph], { ...options, runtime });
    const { groups } = estimator.estimate(graph);
    const unmeasured = groups.filter((group) => !group.measured);
    expect(unmeasured.map((group) => group.nodes.map((id) => graph.node(id).op))).toEqual([]);
  });

  it('exports and imports its table, and refuses another file', async () => {
    const table = createCostTable(scopeOf(await runtime.info()));
    const estimator = createEstimator(table);
    await estimator.fill([denseGraph()], { ...options, runtime });
    const copy = importCostTable(JSON.parse(JSON.stringify(table.export())));
    expect(createEstimator(copy).ms(denseGraph())).toBeCloseTo(estimator.ms(denseGraph()));
    expect(scopeName(copy.scope)).toMatch(/^wasm\|1\|CPU\|1\./);
    expect(() => importCostTable({ rows: [] })).toThrow(/no table/);
  });
});
