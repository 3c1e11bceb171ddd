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
    expect(Array.from(seen.edgeFeatures)).toEqual([
      quantise(Math.log2(257) / 16),
      quantise(Math.log2(257) / 16),
    ]);
  });

  it('tells work, weights and outputs', () => {
    const row = (i: number) => seen.nodes.subarray(i * nodeFeatureCount, (i + 1) * nodeFeatureCount);
    expect(row(0)[9]).toBe(1);
    expect(row(1)[9]).toBe(0);
    expect(row(2)[11]).toBe(1);
    expect(row(0)[0]).toBeGreaterThan(row(2)[0] ?? 0);
    expect([0, 1, 2].reduce((sum, i) => sum + (row(i)[2] ?? 0), 0)).toBeCloseTo(1, 1);
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
