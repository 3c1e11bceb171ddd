import { beforeAll, describe, expect, it, vi } from 'vitest';
import { CodedError, must } from '../../core';
import { type Graph, graphBuilder, type ValueId } from '../../graph';
import type { Runtime } from '../runtime';
import { denseGraph, testRuntime } from '../testing';
import { createCostTable, importCostTable, scopeName, scopeOf } from './costTable';
import { createEstimator } from './estimator';
import { fusionGroups } from './fusionGroups';
import { groupKey } from './groupKey';
import { groupFeatures } from './measureGroup';

let runtime: Runtime;
beforeAll(async () => {
  runtime = await testRuntime();
});
const groupOf = (graph: Graph) => must(fusionGroups(graph).groups[0], 'a group');
const keyOf = (graph: Graph) => must(groupKey(graph, groupOf(graph)), 'a key');
const groupFeaturesOf = (graph: Graph) => groupFeatures(graph, groupOf(graph));
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

  /** A runtime whose timings of kernels take these microseconds, one after the other; the second is the price of a kernel. */
  const scripted = async (durations: readonly number[], said: { profiles: number }): Promise<Runtime> =>
    ({
      info: async () => ({ ...(await runtime.info()), ep: 'wasm' }),
      open: async () => 1,
      place: async () => undefined,
      warmUp: async () => [1],
      time: async () => [0.01],
      profile: async () => {
        const durationUs = said.profiles === 1 ? 0 : (durations[said.profiles] ?? 0);
        said.profiles++;
        return { runs: [[{ startUs: 0, durationUs }]] };
      },
      close: async () => undefined,
    }) as unknown as Runtime;

  it('times a group until its lowest figure has been met twice', async () => {
    const said = { profiles: 0 };
    const slow = await scripted([100, 0, 40, 90, 41], said);
    const table = createCostTable(scopeOf(await runtime.info()));
    const estimator = createEstimator(table);
    const graph = denseGraph(16, 64, 64);
    const progress: string[] = [];
    const onProgress = (done: number, total: number) => progress.push(`${done}/${total}`);
    expect(await estimator.fill([graph], { ...options, runtime: slow, onProgress })).toBe(1);
    expect(estimator.estimate(graph).groups[0]?.ms).toBeCloseTo(0.04, 6);
    expect(said.profiles).toBe(5);
    expect(progress).toEqual(['1/2', '2/3', '3/4', '4/4']);
    expect(await estimator.fill([graph], { ...options, runtime: slow })).toBe(0);
  });

  it('settles nothing for what went away or crashed, tries it once, and says what does not come back', async () => {
    const graph = denseGraph(16, 64, 64);
    const failing = (code: 'DEVICE_LOST' | 'RUNTIME_CRASHED' | 'RUNTIME_REFUSED'): Runtime =>
      Object.assign(Object.create(runtime) as Runtime, {
        open: () => {
          tries++;
          return Promise.reject(new CodedError(code, 'as it happens'));
        },
      });
    let tries = 0;
    const filled = async (code: Parameters<typeof failing>[0]) => {
      const table = createCostTable(scopeOf(await runtime.info()));
      const estimator = createEstimator(table);
      tries = 0;
      for (let k = 0; k < 2; k++) await estimator.fill([graph], { ...options, runtime: failing(code) });
      expect(tries).toBe(1);
      return table.get(keyOf(graph));
    };
    expect(await filled('DEVICE_LOST')).toMatchObject({ ms: null, settled: false });
    const gone = Object.assign(failing('DEVICE_LOST'), { info: vi.fn(() => runtime.info()) });
    gone.info
      .mockImplementationOnce(() => runtime.info())
      .mockRejectedValueOnce(new CodedError('NETWORK', 'gone'));
    const estimator = createEstimator(createCostTable(scopeOf(await runtime.info())));
    await expect(estimator.fill([graph], { ...options, runtime: gone })).rejects.toMatchObject({
      code: 'NETWORK',
    });
    expect(await filled('RUNTIME_CRASHED')).toMatchObject({ ms: null, settled: false });
    expect(await filled('RUNTIME_REFUSED')).toMatchObject({ ms: null, settled: true });
  });

  it('does not settle what was timed while the page was hidden', async () => {
    const graph = denseGraph(16, 64, 64);
    const table = createCostTable(scopeOf(await runtime.info()));
    const estimator = createEstimator(table);
    const steady = async () => scripted([40, 0, 40, 40, 40, 40], { profiles: 0 });
    await estimator.fill([graph], { ...options, runtime: await steady(), hidden: () => true });
    expect(table.get(keyOf(graph))).toMatchObject({ ms: expect.closeTo(0.04, 6), settled: false });
    await estimator.fill([graph], { ...options, runtime: await steady() });
    expect(table.get(keyOf(graph))).toMatchObject({ settled: true });
  });

  it('goes on later with what there was no time to confirm', async () => {
    const table = createCostTable(scopeOf(await runtime.info()));
    const graph = denseGraph(16, 64, 64);
    const row = { ...groupFeaturesOf(graph), key: keyOf(graph), ms: 0.09, settled: false };
    table.add(row);
    const said = { profiles: 0 };
    const estimator = createEstimator(table);
    expect(estimator.ms(graph)).toBeCloseTo(0.09);
    await estimator.fill([graph], { ...options, runtime: await scripted([40, 0, 40], said) });
    expect(table.get(row.key)).toMatchObject({ ms: expect.closeTo(0.04, 6), settled: true });
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

  it('times a group with what passes its values on as the group without, once', async () => {
    const dense = (pass: boolean) => {
      const g = graphBuilder({ opset: 17 });
      const on = (x: ValueId) => (pass ? g.op('Identity', [x]) : x);
      const w = g.constant('w', 'int8', [32, 32]);
      const [scale, zero] = [g.scalar('scale', 'float32', 0.1), g.scalar('zero', 'int8', 0)];
      const weight = g.op('DequantizeLinear', [on(w), on(scale), on(zero)]);
      const x = g.op('MatMul', [on(g.input('x', 'float32', [4, 32])), on(weight)]);
      g.output('y', on(g.op('Softmax', [on(g.op('Relu', [on(x)]))])));
      return g.build();
    };
    const estimator = createEstimator(createCostTable(scopeOf(await runtime.info())));
    const passing = dense(true);
    await estimator.fill([passing], { ...options, runtime });
    expect(estimator.estimate(passing).groups.every(({ measured }) => measured)).toBe(true);
    expect(await estimator.fill([dense(false)], { ...options, runtime })).toBe(0);
    expect(estimator.ms(dense(false))).toBeCloseTo(estimator.ms(passing), 9);
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
