import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { decodeModel, dynamicDims, type Graph, inferGraph, specialise } from '../../../graph';
import { createMatcher, rules } from '../../../transforms';
import type { OpenModel } from '../state';
import { observe } from './observe';
import { formulaPricing, type Pricing } from './pricing';

const decoded = inferGraph(decodeModel(readFileSync('public/models/tiny_attention.onnx')));
const dims = Object.fromEntries(dynamicDims(decoded).map(({ name, suggested }) => [name, suggested]));
const graph = specialise(decoded, { dims, keepOutputs: null });
const table = createMatcher(rules, { provider: 'wasm', standardOpsOnly: false }).matchAll(graph);
const keyBy = (pricing: Pricing): string =>
  observe({ model: { steps: [] } as unknown as OpenModel, step: 0, graph, table, pricing, report: null }).key;

it('a graph has the same name as long as its prices are the same', () => {
  const even: Pricing = {
    estimate: () => 1,
    shares: (priced: Graph) => {
      const nodes = [...priced.topological()];
      return new Map(nodes.map((id) => [id, 1 / nodes.length]));
    },
  };
  expect(keyBy(formulaPricing())).toBe(keyBy(formulaPricing()));
  expect(keyBy(even)).toBe(keyBy(even));
  expect(keyBy(even)).not.toBe(keyBy(formulaPricing()));
});
