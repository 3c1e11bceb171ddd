import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { must } from '../core';
import { decodeModel, dynamicDims, type Graph, graphCost, inferGraph, specialise, validate } from '../graph';
import { playRecipe } from './playRecipe';
import { encoderRecipe } from './recipes';
import type { Target } from './rule';
import { rules } from './rules';

const target: Target = { provider: 'wasm', standardOpsOnly: true };

function load(file: string): Graph {
  const graph = inferGraph(decodeModel(new Uint8Array(readFileSync(file))));
  const dims = Object.fromEntries(dynamicDims(graph).map((dim) => [dim.name, dim.suggested]));
  return specialise(graph, { dims, keepOutputs: null });
}

const macs = (graph: Graph): number => must(graphCost(graph), 'cost').macs;

describe('recipes', () => {
  for (const [name, gain] of [
    ['bert_mini', 1.265],
    ['vit_tiny', 1.074],
  ] as const) {
    const file = `../shared/models/zoo/${name}.onnx`;
    it.skipIf(!existsSync(file))(`leave the last layer of ${name} one position`, () => {
      const graph = load(file);
      const played = playRecipe(graph, encoderRecipe, rules, target);
      expect(validate(played.graph)).toEqual([]);
      expect(macs(graph) / macs(played.graph)).toBeGreaterThan(gain);
      expect(played.trace).toContain('drop-key-bias');
      expect(played.trace).toContain('move-value-bias-behind-attention');
    });
  }
});
