import { describe, expect, it } from 'vitest';
import {
  type Constant,
  concatChunks,
  createWeightStore,
  decodeModel,
  encodeModel,
  tensorsOf,
} from '../../graph';
import { graphBuilder } from '../../graph/fixtures';
import { bytesInside, weightsBeside } from './weightsBeside';

const stored = (constant: Constant): Uint8Array | null => {
  if (constant.kind !== 'tensor') return null;
  if (constant.source.at === 'bytes') return constant.source.bytes;
  return constant.source.at === 'lazy' ? constant.source.read() : null;
};

describe('weightsBeside', () => {
  it('puts large weights into one file that the model points into, and leaves small ones inside', async () => {
    const g = graphBuilder({ opset: 17 });
    const x = g.input('x', 'float32', [1, 32]);
    const first = g.op('MatMul', [x, g.constant('w1', 'float32', [32, 32])]);
    const second = g.op('MatMul', [first, g.constant('w2', 'float32', [32, 16])]);
    g.output('y', g.op('Add', [second, g.constant('b', 'float32', [16])]));
    const graph = g.build();
    expect(bytesInside(graph)).toBe(4 * (32 * 32 + 32 * 16 + 16));
    const apart = weightsBeside(graph, 'm.weights.bin', stored);
    const file = new Blob(apart.parts as Uint8Array<ArrayBuffer>[]);
    expect(file.size).toBe(4 * (32 * 32 + 32 * 16));
    const read = decodeModel(concatChunks(encodeModel(apart.graph, { resolve: () => null })));
    const weights = createWeightStore({ files: new Map([['m.weights.bin', file]]), randomSeed: null });
    const of = (from: typeof graph, name: string) =>
      [...from.values()].find((v) => v.name === name)?.constant;
    for (const name of ['w1', 'w2']) {
      const constant = of(read, name);
      if (constant?.kind !== 'tensor') throw new Error(name);
      expect(constant.source.at).toBe('external');
      await weights.load([constant]);
      const before = of(graph, name);
      expect([...(weights.bytesOf(constant) ?? [])]).toEqual([...((before && stored(before)) ?? [])]);
    }
    expect(of(read, 'b')).toMatchObject({ kind: 'tensor', source: { at: 'bytes' } });
  });

  it('takes those of graphs inside with it', () => {
    const branch = (name: string) => {
      const b = graphBuilder({ opset: 17 });
      b.output('out', b.op('Neg', [b.constant(name, 'float32', [32, 32])]));
      return b;
    };
    const g = graphBuilder({ opset: 17 });
    const chosen = { then_branch: branch('w1'), else_branch: branch('w2') };
    g.output('y', g.op('If', [g.input('c', 'bool', [])], chosen));
    const graph = g.build();
    expect(bytesInside(graph)).toBe(2 * 4096);
    const apart = weightsBeside(graph, 'm.weights.bin', stored);
    expect(apart.parts.map(({ byteLength }) => byteLength)).toEqual([4096, 4096]);
    const read = decodeModel(concatChunks(encodeModel(apart.graph, { resolve: () => null })));
    const offsets = [...tensorsOf(read)].map(({ source }) =>
      source.at === 'external' ? source.offset : null,
    );
    expect(offsets).toEqual([0, 4096]);
  });
});
