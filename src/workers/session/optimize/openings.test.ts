import { describe, expect, it, vi } from 'vitest';
import { createClock } from '../../../agent/clock';
import { must } from '../../../core';
import { type Graph, graphCost, validate } from '../../../graph';
import { graphBuilder } from '../../../graph/fixtures';
import { applySite, isRefusal, rules } from '../../../transforms';
import { goOnWhereCheaper, isPriced, playOpenings } from './openings';

const target = { provider: 'wasm', standardOpsOnly: true } as const;

describe('playOpenings', () => {
  const g = graphBuilder({ opset: 17 });
  const x = g.input('x', 'float32', [1, 16, 8]);
  const y = g.op('Relu', [g.op('MatMul', [g.op('Identity', [x]), g.constant('w', 'float32', [8, 8])])]);
  g.output('y', g.op('Gather', [y, g.scalar('first', 'int64', 0)], { axis: 1 }));
  const base = g.build();

  it('gives traces that replay with the numbers of the whole list', async () => {
    const traces = await playOpenings(base, rules, target, createClock({ seconds: 20, signal: null }));
    expect(traces.length).toBeGreaterThan(0);
    for (const steps of traces) {
      let graph = base;
      for (const step of steps) {
        const applied = applySite(rules, graph, step.site, target);
        if (isRefusal(applied)) throw new Error(applied.reason);
        graph = applied.graph;
        expect(validate(graph)).toEqual([]);
      }
      expect(graph.size).toBe(steps.at(-1)?.graph.size);
    }
  });

  it('writes slow activations otherwise, from where the opening for convolutions ended', async () => {
    const net = graphBuilder({ opset: 18 });
    const input = net.input('x', 'float32', [1, 4, 8, 8]);
    const w = net.constant('w', 'float32', [4, 4, 1, 1]);
    const silu = (v: typeof input) => net.op('Mul', [v, net.op('Sigmoid', [v])]);
    const conv = silu(net.op('Conv', [net.op('Identity', [input]), w]));
    const mish = net.op('Mish', [net.op('Conv', [conv, w])]);
    net.output('y', net.op('Sigmoid', [mish]));
    const traces = await playOpenings(net.build(), rules, target, createClock({ seconds: 20, signal: null }));
    const ends = traces.map((steps) => [...(steps.at(-1)?.graph.nodes() ?? [])].map(({ op }) => op));
    const slow = (ops: readonly string[]) => ops.filter((op) => /Identity|Sigmoid|Mish|Softplus/.test(op));
    expect(ends.map(slow)).toEqual([['Sigmoid', 'Mish', 'Sigmoid'], ['Sigmoid', 'Mish', 'Sigmoid'], []]);
    expect(traces[2]?.slice(0, traces[1]?.length)).toEqual(traces[1]);
    const elsewhere = { provider: 'webgpu', standardOpsOnly: true } as const;
    const others = await playOpenings(
      net.build(),
      rules,
      elsewhere,
      createClock({ seconds: 20, signal: null }),
    );
    expect(others).toHaveLength(2);
  });

  it('recognises a HardSwish that is written out, also where there is no such operator yet', async () => {
    const net = graphBuilder({ opset: 11 });
    const number = (name: string, value: number) => net.scalar(name, 'float32', value);
    const x = net.op('Conv', [
      net.input('x', 'float32', [1, 4, 8, 8]),
      net.constant('w', 'float32', [4, 4, 1, 1]),
    ]);
    const gate = net.op('Clip', [net.op('Add', [x, number('c', 3)]), number('low', 0), number('high', 6)]);
    net.output('y', net.op('Div', [net.op('Mul', [x, gate]), number('six', 6)]));
    const traces = await playOpenings(net.build(), rules, target, createClock({ seconds: 20, signal: null }));
    const end = [...(traces.at(-1)?.at(-1)?.graph.nodes() ?? [])].map(({ op }) => op);
    expect(end).toEqual(['Conv', 'HardSigmoid', 'Mul']);
  });

  it('keeps one large product where a gate is small', async () => {
    const net = graphBuilder({ opset: 17 });
    const input = net.input('x', 'float32', [1, 4, 8, 8]);
    const pooled = net.op('GlobalAveragePool', [input]);
    const gate = net.op('Sigmoid', [net.op('Conv', [pooled, net.constant('w', 'float32', [4, 4, 1, 1])])]);
    net.output('y', net.op('Mul', [input, gate]));
    const traces = await playOpenings(net.build(), rules, target, createClock({ seconds: 20, signal: null }));
    const end = traces.at(-1)?.at(-1)?.graph;
    const large = [...(end?.nodes() ?? [])].filter(({ outputs: [id] }) => {
      const type = id === null || id === undefined ? null : end?.value(id).type;
      return type?.kind === 'tensor' && type.shape?.at(-1) === 8;
    });
    expect(large.map(({ op }) => op)).toEqual(['Mul']);
  });

  it('plays nothing when there is no time', async () => {
    const controller = new AbortController();
    controller.abort();
    expect(
      await playOpenings(base, rules, target, createClock({ seconds: 1, signal: controller.signal })),
    ).toEqual([]);
  });

  it('plays faster kernels everywhere in one trace, so that all are priced', async () => {
    const traces = await playOpenings(tiled(), rules, target, createClock({ seconds: 20, signal: null }));
    expect(traces.map((steps) => isPriced(steps, target))).toEqual([false, false, true]);
    const end = [...(traces[2]?.at(-1)?.graph.nodes() ?? [])].map(({ op }) => op);
    expect(end).toContain('Max');
    expect(end).not.toContain('Relu');
  });
});

/** A convolution behind an Identity that tiles save work on. */
function tiled() {
  const net = graphBuilder({ opset: 17 });
  const input = net.op('Identity', [net.input('x', 'float32', [1, 64, 16, 16])]);
  const conv = net.op('Conv', [input, net.external('w', 'float32', [64, 64, 3, 3])], { pads: [1, 1, 1, 1] });
  net.output('y', net.op('Sqrt', [net.op('Relu', [conv])]));
  return net.build();
}

describe('going on where it is cheaper', () => {
  const clock = () => createClock({ seconds: 20, signal: null });

  it('adds to a trace steps that replay with the numbers of the whole list', async () => {
    const base = tiled();
    const [tidied] = await playOpenings(base, rules, target, clock());
    const cheap = (graph: { readonly size: number }): number => -graph.size;
    const steps = await goOnWhereCheaper(base, tidied ?? [], rules, target, clock(), cheap);
    expect(steps?.slice(0, tidied?.length)).toEqual(tidied);
    let graph = base;
    for (const step of steps ?? []) {
      const applied = applySite(rules, graph, step.site, target);
      if (isRefusal(applied)) throw new Error(applied.reason);
      graph = applied.graph;
    }
    expect(graph.size).toBe(steps?.at(-1)?.graph.size);
    expect(steps?.map(({ site }) => rules[site.rule]?.name)).toContain('replace-conv-by-winograd');
  });

  it('computes each part of enlarged and joined maps before it is enlarged, on any provider', async () => {
    const net = graphBuilder({ opset: 17 });
    const size = net.ints('size', [1, 8, 16, 16]);
    const parts = [4, 8].map((n) =>
      net.op('Resize', [net.input(`x${n}`, 'float32', [1, 8, n, n]), null, null, size], { mode: 'linear' }),
    );
    const joined = net.op('Concat', parts, { axis: 1 });
    net.output('y', net.op('Relu', [net.op('Conv', [joined, net.external('w', 'float32', [8, 16, 1, 1])])]));
    const base = net.build();
    const provider = 'webgpu';
    const target = { provider, standardOpsOnly: true } as const;
    const macs = (graph: Graph): number => must(graphCost(graph), 'cost').macs;
    const steps = await goOnWhereCheaper(base, [], rules, target, clock(), macs);
    expect(steps?.map(({ site }) => rules[site.rule]?.name)).toEqual([
      'split-conv-over-concat',
      'move-upsampling-behind-pointwise-conv',
      'move-upsampling-behind-pointwise-conv',
    ]);
    const end = must(steps?.at(-1), 'last step').graph;
    expect(validate(end)).toEqual([]);
    expect(macs(base) / macs(end)).toBeCloseTo((16 * 256) / (8 * (16 + 64)));
  });

  it('has nothing to add where all is dearer, and on another provider', async () => {
    const elsewhere = { provider: 'webgpu', standardOpsOnly: true } as const;
    expect(await goOnWhereCheaper(tiled(), [], rules, target, clock(), ({ size }) => size)).toBeNull();
    expect(await goOnWhereCheaper(tiled(), [], rules, elsewhere, clock(), ({ size }) => -size)).toBeNull();
  });

  it('prices nothing when there is no time', async () => {
    const stopped = createClock({ seconds: 1, signal: AbortSignal.abort() });
    const estimate = vi.fn(() => 1);
    expect(await goOnWhereCheaper(tiled(), [], rules, target, stopped, estimate)).toBeNull();
    expect(estimate).not.toHaveBeenCalled();
  });
});
