import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decodeModel } from './decode';
import { aboutModel, docOf, producerOf } from './provenance';

describe('provenance', () => {
  it('reads who made a model of the gallery, and that nodes have no doc strings there', () => {
    const bytes = new Uint8Array(
      readFileSync(new URL('../../../public/models/tiny_conv.onnx', import.meta.url)),
    );
    const graph = decodeModel(bytes);
    expect(producerOf(graph)).toMatch(/^pytorch \d/);
    expect(aboutModel(graph).irVersion).toBeGreaterThan(3);
    expect(aboutModel(graph).graphName).not.toBe('');
    for (const node of graph.nodes()) expect(docOf(node)).toBe('');
  });
});
