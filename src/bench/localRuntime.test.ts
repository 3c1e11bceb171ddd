import { beforeAll, describe, expect, it, vi } from 'vitest';
import { graphBuilder } from '../graph';
import type { Engine } from './engine';
import { heapBytes } from './heapProbe';
import { fromNumbers, type HostTensor, toDoubles } from './hostTensor';
import { createLocalRuntime } from './localRuntime';
import { encodeBeside } from './materialise';
import { loadNodeEngine } from './nodeEngine';
import type { Runtime } from './runtime';

let engine: Engine;
let runtime: Runtime;
beforeAll(async () => {
  engine = await loadNodeEngine();
  runtime = createLocalRuntime(engine);
});

const floats = (shape: number[], values: number[]): HostTensor => ({
  dtype: 'float32',
  shape,
  bytes: fromNumbers('float32', values),
});

/** relu(x · w) with a [16, 32] matrix that is large enough to be handed over beside the model. */
function dense() {
  const g = graphBuilder({ opset: 17 });
  const x = g.input('x', 'float32', [1, 16]);
  const w = g.constant('w', 'float32', [16, 32]);
  g.output('y', g.op('Relu', [g.op('MatMul', [x, w])]));
  return g.build();
}
const source = () =>
  encodeBeside(dense(), () => {
    throw new Error('nothing to resolve');
  });

describe('local runtime', () => {
  it('runs a model whose weights lie beside it', async () => {
    const model = source();
    expect(model.externals).toHaveLength(1);
    const session = await runtime.open(model, { level: 'all' });
    expect(session.inputs).toEqual([{ name: 'x', dtype: 'float32', shape: [1, 16] }]);
    const outputs = await runtime.run(session, new Map([['x', floats([1, 16], Array(16).fill(1))]]));
    const y = outputs.get('y');
    expect(y?.shape).toEqual([1, 32]);
    expect(y && Math.max(...toDoubles(y))).toBeGreaterThan(0);
    await runtime.close(session);
  });

  it('answers calls that overlap one after the other', async () => {
    const session = await runtime.open(source(), { level: 'disabled' });
    const feeds = new Map([['x', floats([1, 16], Array(16).fill(0.5))]]);
    const results = await Promise.all([1, 2, 3].map(() => runtime.run(session, feeds)));
    expect(results.map((r) => r.get('y')?.bytes)).toEqual(Array(3).fill(results[0]?.get('y')?.bytes));
    await runtime.close(session);
  });

  it('times, compares and profiles with inputs in place', async () => {
    const session = await runtime.open(source(), { level: 'all', profile: true });
    await runtime.place(session, new Map([['x', floats([1, 16], Array(16).fill(1))]]));
    const warm = await runtime.warmUp(session, { maxMs: 200, minRuns: 3 });
    expect(warm.length).toBeGreaterThanOrEqual(3);
    expect(await runtime.time(session, { runs: 5, samples: 2 })).toHaveLength(2);
    const rounds = await runtime.compare([session, session], {
      rounds: 4,
      runs: [3, 3],
      seed: 1,
      maxMs: 1e4,
    });
    expect(rounds).toHaveLength(4);
    for (const round of rounds) for (const t of round) expect(t).toBeGreaterThan(0);
    const profile = await runtime.profile(session, 2);
    expect(profile.runs).toHaveLength(2);
    const last = profile.runs.at(-1) ?? [];
    expect(last.map((k) => k.op)).toEqual(['MatMul', 'Relu']);
    expect(last[0]?.inputs[0]).toBe('float32[1,16]');
  });

  it('reports a model that ORT does not take', async () => {
    const broken = runtime.open({ bytes: new Uint8Array([1, 2, 3]) }, { level: 'all' });
    await expect(broken).rejects.toMatchObject({ code: 'RUNTIME_REFUSED' });
    const g = graphBuilder();
    g.output('y', g.op('NoSuchOperator', [g.input('x', 'float32', [1])]));
    const unknown = encodeBeside(g.raw(), () => new Uint8Array());
    await expect(runtime.open(unknown, { level: 'all' })).rejects.toMatchObject({ code: 'RUNTIME_REFUSED' });
  });

  it('does not complain that a model which it refused has no profile', async () => {
    const g = graphBuilder();
    g.output('y', g.op('NoSuchOperator', [g.input('x', 'float32', [1])]));
    const printed = vi.spyOn(process.getBuiltinModule('node:fs'), 'writeSync');
    const refused = runtime.open(
      encodeBeside(g.raw(), () => new Uint8Array()),
      { level: 'all', profile: true },
    );
    await expect(refused).rejects.toMatchObject({ code: 'RUNTIME_REFUSED' });
    expect(printed.mock.calls.filter(([, text]) => String(text).includes('EndProfiling'))).toEqual([]);
    printed.mockRestore();
  });

  it('holds no more memory after 300 measurements than after the first ten', async () => {
    const feeds = new Map([['x', floats([1, 16], Array(16).fill(1))]]);
    const measure = async () => {
      const session = await runtime.open(source(), { level: 'all' });
      await runtime.place(session, feeds);
      await runtime.time(session, { runs: 2, samples: 1 });
      await runtime.close(session);
    };
    for (let i = 0; i < 10; i++) await measure();
    const before = heapBytes();
    for (let i = 0; i < 290; i++) await measure();
    expect(before).toBeGreaterThan(0);
    expect(heapBytes() - before).toBeLessThan(50e6);
  });
});
