import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../graph/fixtures';
import { rules, type Target } from '../transforms';
import { nodeFeatureCount, quantise } from './observation';
import { operatorNames } from './operatorVocabulary';
import { createRewriteEnv } from './rewriteEnv';

const target: Target = { provider: 'wasm', standardOpsOnly: true };

function relus() {
  const g = graphBuilder({ opset: 17 });
  const x = g.input('x', 'float32', [1, 3, 8, 8]);
  const w = g.constant('w', 'float32', [4, 3, 1, 1]);
  g.output('y', g.op('Relu', [g.op('Identity', [g.op('Conv', [x, w])])]));
  return g.build();
}

describe('observation of a graph', () => {
  const graph = relus();
  const env = createRewriteEnv({ graph, rules, target, estimate: (g) => g.size, growthLimit: 2 });
  const start = env.reset();
  const seen = env.observe(start);

  it('lists nodes in topological order with their operators and edges', () => {
    expect(Array.from(seen.operators, (op) => operatorNames[op])).toEqual(['Conv', 'Identity', 'Relu']);
    expect(Array.from(seen.edges)).toEqual([0, 1, 1, 2]);
    // [1, 4, 8, 8]: 256 elements, 8 by 8, 4 channels.
    const edge = [257, 9, 9, 5].map((size) => quantise(Math.log2(size) / 16));
    expect(Array.from(seen.edgeFeatures)).toEqual([...edge, ...edge]);
  });

  it('tells work, weights and outputs', () => {
    const row = (i: number) => seen.nodes.subarray(i * nodeFeatureCount, (i + 1) * nodeFeatureCount);
    expect(row(0)[9]).toBe(1);
    expect(row(1)[9]).toBe(0);
    expect(row(2)[11]).toBe(1);
    expect(row(0)[0]).toBeGreaterThan(row(2)[0] ?? 0);
    expect([0, 1, 2].reduce((sum, i) => sum + (row(i)[2] ?? 0), 0)).toBeCloseTo(1, 1);
  });

  it('tells groups and windows of convolutions', () => {
    const g = graphBuilder({ opset: 17 });
    const x = g.input('x', 'float32', [1, 4, 8, 8]);
    const w = g.constant('w', 'float32', [8, 1, 3, 3]);
    const y = g.op('Conv', [x, w], { group: 4 });
    g.output('y', g.op('MaxPool', [y], { kernel_shape: [2, 2] }));
    const own = createRewriteEnv({
      graph: g.build(),
      rules,
      target,
      estimate: (a) => a.size,
      growthLimit: 2,
    });
    const { nodes } = own.observe(own.reset());
    const [conv, pool] = [nodes.subarray(0, nodeFeatureCount), nodes.subarray(nodeFeatureCount)];
    expect([conv[12], conv[13]]).toEqual([0.25, quantise(Math.log2(10) / 8)]);
    expect(conv[14]).toBe(quantise(Math.log2(73) / 16));
    expect([pool[12], pool[13], pool[14]]).toEqual([0, quantise(Math.log2(5) / 8), 0]);
  });

  it('has an anchor for each legal site, and follows a step', () => {
    const rule = rules.findIndex(({ name }) => name === 'eliminate-identity');
    expect(seen.counts[rule]).toBe(1);
    expect(seen.anchors).toHaveLength(seen.counts.reduce((a, b) => a + b, 0));
    expect(Array.from(seen.counts)).toEqual(Array.from(env.counts(start)));
    const next = env.step(start, { rule, site: 0 });
    expect(next && Array.from(env.observe(next).operators, (op) => operatorNames[op])).toEqual([
      'Conv',
      'Relu',
    ]);
  });

  it('knows every operator under one number', () => {
    expect(new Set(operatorNames).size).toBe(operatorNames.length);
  });
});
