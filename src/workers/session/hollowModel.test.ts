import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { concatChunks, decodeModel, encodeModel, inferGraph, structuralHash } from '../../graph';
import { withoutLargeWeights } from './hollowModel';

describe('withoutLargeWeights', () => {
  it('keeps the graph and leaves its weights outside', () => {
    const bytes = new Uint8Array(readFileSync('public/models/tiny_conv.onnx'));
    const graph = inferGraph(decodeModel(bytes));
    const file = concatChunks(encodeModel(withoutLargeWeights(graph), { resolve: () => null }));
    const again = inferGraph(decodeModel(file));
    const outside = [...again.values()].filter(
      ({ constant }) => constant?.kind === 'tensor' && constant.source.at === 'external',
    );
    expect(outside.length).toBeGreaterThan(0);
    expect(file.length).toBeLessThan(bytes.length - 20_000);
    expect(again.size).toBe(graph.size);
    expect(structuralHash(again, { weights: 'none' })).toBe(structuralHash(graph, { weights: 'none' }));
  });
});
