import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { must } from '../core';
import { graphCost, nodeCost } from './cost';
import { type GraphBuilder, graphBuilder } from './fixtures';
import { inferGraph } from './inferGraph';
import { decodeModel } from './onnx/decode';
import { specialise } from './specialise';
import type { ModelFunction, ValueId } from './types';

const zoo = '../shared/models/zoo';
const missing = !existsSync(zoo);
if (missing) console.warn(`${zoo} is absent: the published totals are not checked`);

function costOf(name: string, dims: Record<string, number> = {}) {
  const graph = decodeModel(readFileSync(`${zoo}/${name}.onnx`));
  return graphCost(specialise(graph, { dims, keepOutputs: null }));
}

const within = (actual: number, published: number): void => {
  expect(Math.abs(actual / published - 1)).toBeLessThan(0.02);
};

describe.skipIf(missing)('published multiply-adds and parameters', () => {
  // Torchvision's model pages, in units of 10^9 and 10^6.
  it.each([
    ['resnet50', 4.09, 25.56],
    ['resnet18', 1.81, 11.69],
    ['squeezenet1_1', 0.35, 1.24],
    ['vit_b_16', 17.56, 86.57],
    ['mobilenet_v2', 0.3, 3.5],
    ['shufflenet_v2_x1_0', 0.145, 2.28],
    ['inception_v3', 5.71, 23.83],
  ])('%s', (name, gigamacs, megaparams) => {
    const cost = costOf(name);
    expect(cost.unknown).toBe(0);
    within(cost.macs / 1e9, gigamacs);
    within(cost.params / 1e6, megaparams);
  });

  it('bert_base at 128 tokens', () => {
    const [tokens, width, inner, layers] = [128, 768, 3072, 12];
    const perToken = 4 * width * width + 2 * width * inner;
    const attention = 2 * tokens * tokens * width;
    const pooler = width * width;
    const cost = costOf('bert_base', { batch_size: 1, sequence_length: tokens });
    expect(cost.unknown).toBe(0);
    expect(cost.macs).toBe(layers * (tokens * perToken + attention) + pooler);
    within(cost.params / 1e6, 109.48);
  });
});

describe('graphCost', () => {
  it('counts shared constants once, traffic of views not at all', () => {
    const g = graphBuilder();
    const x = g.input('x', 'float32', [2, 4]);
    const w = g.constant('w', 'float32', [4, 4]);
    const once = g.op('MatMul', [x, w]);
    const flat = g.op('Reshape', [once, g.ints('shape', [-1, 4])]);
    g.output('y', g.op('MatMul', [flat, w]));
    const graph = g.build();
    expect(graphCost(graph)).toEqual({
      macs: 64,
      flops: 128,
      bytesRead: 2 * 4 * (8 + 16),
      bytesWritten: 2 * 4 * 8,
      params: 16,
      unknown: 0,
    });
    const [first] = graph.nodes();
    expect(nodeCost(graph, must(first, 'node'))).toEqual({
      macs: 32,
      flops: 64,
      bytesRead: 96,
      bytesWritten: 32,
      params: 16,
    });
  });

  it('counts nodes that it cannot tell', () => {
    const g = graphBuilder();
    const x = g.input('x', 'float32', ['n', 4]);
    g.output('y', g.op('MatMul', [x, g.constant('w', 'float32', [4, 4])]));
    expect(graphCost(g.build())).toMatchObject({ macs: 0, unknown: 1 });
  });

  it('reads of a table only what it gathers', () => {
    const g = graphBuilder();
    const table = g.constant('table', 'float32', [1000, 8]);
    g.output('y', g.op('Gather', [table, g.input('ids', 'int64', [3])]));
    expect(graphCost(g.build())).toMatchObject({
      bytesRead: 3 * 8 * 4 + 3 * 8,
      bytesWritten: 96,
      params: 8000,
    });
  });

  it('takes the dearer branch of an If and repeats a Loop', () => {
    const g = graphBuilder();
    const x = g.input('x', 'float32', [4, 4]);
    const branch = (products: number) => {
      const b = graphBuilder();
      const inside = b.capture(x);
      let y = inside;
      for (let i = 0; i < products; i++) y = b.op('MatMul', [y, inside]);
      b.output('y', y);
      return b;
    };
    const attrs = { then_branch: branch(1), else_branch: branch(3) };
    g.output('y', g.op('If', [g.input('c', 'bool', [])], attrs));
    expect(graphCost(inferGraph(g.build())).macs).toBe(3 * 64);

    const h = graphBuilder();
    const start = h.input('x', 'float32', [4, 4]);
    const body = graphBuilder();
    body.input('i', 'int64', []);
    const on = body.input('on', 'bool', []);
    const state = body.input('s', 'float32', [4, 4]);
    body.output('still', body.op('Identity', [on]));
    body.output('next', body.op('MatMul', [state, state]));
    h.output('y', h.op('Loop', [h.ints('trips', [7]), null, start], { body }));
    expect(graphCost(inferGraph(h.build())).macs).toBe(7 * 64);
  });

  it('counts a Loop only where its condition stays true and its trip count is one', () => {
    type Condition = (b: GraphBuilder, on: ValueId, state: ValueId) => ValueId;
    const costOfLoop = (trips: number | bigint, condition: Condition) => {
      const g = graphBuilder();
      const start = g.input('x', 'float32', [4, 4]);
      const body = graphBuilder();
      body.input('i', 'int64', []);
      const on = body.input('on', 'bool', []);
      const state = body.input('s', 'float32', [4, 4]);
      body.output('still', condition(body, on, state));
      body.output('next', body.op('MatMul', [state, state]));
      const most = g.constant('trips', 'int64', [], [trips]);
      g.output('y', g.op('Loop', [most, null, start], { body }));
      return graphCost(inferGraph(g.build()));
    };
    const always: Condition = (b, on) => b.op('Identity', [on]);
    const until: Condition = (b, _, state) =>
      b.op('Less', [b.op('ReduceMax', [state], { keepdims: 0 }), b.scalar('most', 'float32', 1)]);
    expect(costOfLoop(7, always)).toMatchObject({ macs: 7 * 64, unknown: 0 });
    expect(costOfLoop(2n ** 63n - 1n, always)).toMatchObject({ macs: 0, unknown: 1 });
    expect(costOfLoop(7, until)).toMatchObject({ macs: 0, unknown: 1 });
  });

  it('ends where functions call each other twice and twice again', () => {
    let reads = 0;
    const depth = 20;
    const functions = new Map<string, ModelFunction>();
    const call = (g: GraphBuilder, i: number, x: ValueId) => g.op(`F${i}`, [x], {}, { domain: 'local' });
    for (let i = 0; i <= depth; i++) {
      const g = graphBuilder({ functions });
      const x = g.input('a', 'float32', [2]);
      g.output('r', i === depth ? g.op('Neg', [x]) : g.op('Add', [call(g, i + 1, x), call(g, i + 1, x)]));
      const body = g.raw();
      functions.set(`local:F${i}:`, {
        domain: 'local',
        name: `F${i}`,
        overload: '',
        opsets: new Map([['', 17]]),
        attributes: [],
        defaults: new Map(),
        get body() {
          reads++;
          return body;
        },
        extra: null,
      });
    }
    const g = graphBuilder({ functions });
    g.output('y', call(g, 0, g.input('x', 'float32', [2])));
    const graph = g.raw();
    expect(graphCost(graph)).toMatchObject({ flops: 0, unknown: 1 });
    expect(reads).toBeLessThan(300_000);
  });
});
