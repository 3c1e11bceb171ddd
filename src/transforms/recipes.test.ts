import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { must } from '../core';
import { decodeModel, dynamicDims, type Graph, graphCost, inferGraph, specialise, validate } from '../graph';
import { playRecipe } from './playRecipe';
import { convolutionRecipe, encoderRecipe } from './recipes';
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

  const densenet = 'public/models/densenet121.onnx';
  it.skipIf(!existsSync(densenet))('pool before the convolutions of the transitions of densenet121', () => {
    const graph = load(densenet);
    const played = playRecipe(graph, convolutionRecipe, rules, target);
    expect(validate(played.graph)).toEqual([]);
    expect(macs(graph) / macs(played.graph)).toBeGreaterThan(1.08);
    const moved = played.trace.filter((name) => name === 'move-average-pool-before-pointwise-conv');
    expect(moved).toHaveLength(3);
    // The gallery's file has no weights to run: its inputs and outputs keep their names and types.
    const signature = (g: Graph) =>
      [...g.inputs, ...g.outputs].map((id) => [g.value(id).name, g.value(id).type]);
    expect(signature(played.graph)).toEqual(signature(graph));
  });
});
