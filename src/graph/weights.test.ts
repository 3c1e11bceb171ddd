import { describe, expect, it } from 'vitest';
import type { TensorConstant } from './constant';
import { graphBuilder } from './fixtures';
import { Graph } from './graph';
import type { ModelFunction } from './types';
import { createWeightStore } from './weights';

const external = (name: string, shape: number[], offset: number, length: number | null): TensorConstant => ({
  kind: 'tensor',
  dtype: 'float32',
  shape,
  name,
  source: { at: 'external', location: 'data/w.bin', offset, length },
});

describe('weight store', () => {
  const data = Uint8Array.from({ length: 64 }, (_, i) => i);

  it('reads external data by offset from a Blob, whose file name has no folder', async () => {
    const store = createWeightStore({ files: new Map([['w.bin', new Blob([data])]]), randomSeed: null });
    const w = external('w', [2, 2], 16, 16);
    expect(store.bytesOf(w)).toBeNull();
    await store.load([w]);
    expect(store.bytesOf(w)).toEqual(data.slice(16, 32));
    store.release();
    expect(store.bytesOf(w)).toBeNull();
  });

  it('views a file that is in memory without copying it', () => {
    const store = createWeightStore({ files: new Map([['data/w.bin', data]]), randomSeed: null });
    expect(store.bytesOf(external('w', [4], 8, null))?.buffer).toBe(data.buffer);
  });

  it('says when the file is too short or the length is not the shape’s', async () => {
    const store = createWeightStore({ files: new Map([['w.bin', new Blob([data])]]), randomSeed: null });
    await expect(store.load([external('w', [4], 56, 16)])).rejects.toMatchObject({
      code: 'WEIGHTS_MISMATCH',
    });
    await expect(store.load([external('w', [4], 0, 12)])).rejects.toMatchObject({ code: 'WEIGHTS_MISMATCH' });
  });

  it('checks all files at once, before anything is read from them', () => {
    const g = graphBuilder();
    const [x, w] = [g.input('x', 'float32', [4]), g.constant('w', 'float32', [4])];
    g.output('y', g.op('Add', [x, w]));
    const built = g.build();
    const value = built.value(w);
    const beside = (offset: number) =>
      new Graph({
        ...built.parts,
        values: built.parts.values.set(w, { ...value, constant: external('w', [4], offset, 16) }),
      });
    const store = createWeightStore({ files: new Map([['w.bin', new Blob([data])]]), randomSeed: 1 });
    expect(() => store.check(beside(48))).not.toThrow();
    expect(() => store.check(beside(56))).toThrow(expect.objectContaining({ code: 'WEIGHTS_MISMATCH' }));
    // A file that is not here is another matter.
    const none = createWeightStore({ files: new Map(), randomSeed: null });
    expect(() => none.check(beside(56))).not.toThrow();
  });

  it('sees the weights of functions', () => {
    const body = graphBuilder();
    const a = body.input('a', 'float32', [4]);
    body.output('r', body.op('Add', [a, body.applied(external('w', [4], 56, 16))]));
    const fn: ModelFunction = {
      domain: 'local',
      name: 'F',
      overload: '',
      opsets: new Map([['', 17]]),
      attributes: [],
      defaults: new Map(),
      body: body.build(),
      extra: null,
    };
    const g = graphBuilder({ functions: new Map([['local:F:', fn]]) });
    g.output('y', g.op('F', [g.input('x', 'float32', [4])], {}, { domain: 'local' }));
    const graph = g.build();
    const none = createWeightStore({ files: new Map(), randomSeed: null });
    expect(none.missing(graph)).toEqual(['data/w.bin']);
    const store = createWeightStore({ files: new Map([['w.bin', new Blob([data])]]), randomSeed: null });
    expect(() => store.check(graph)).toThrow(expect.objectContaining({ code: 'WEIGHTS_MISMATCH' }));
  });

  describe('of files with one name in two folders', () => {
    const built = graphBuilder();
    const x = built.input('x', 'float32', [4]);
    const [a, b] = [built.constant('a', 'float32', [4]), built.constant('b', 'float32', [4])];
    built.output('y', built.op('Add', [built.op('Add', [x, a]), b]));
    const from = (location: string): TensorConstant => ({
      ...external(location, [4], 0, 16),
      source: { at: 'external', location, offset: 0, length: 16 },
    });
    const graphOf = (first: string, second: string): Graph => {
      const graph = built.build();
      const values = graph.parts.values
        .set(a, { ...graph.value(a), constant: from(first) })
        .set(b, { ...graph.value(b), constant: from(second) });
      return new Graph({ ...graph.parts, values });
    };
    const two = graphOf('a/w.bin', 'b/w.bin');
    const other = data.slice(16);

    it('takes none by its name alone, and says why', () => {
      const store = createWeightStore({ files: new Map([['w.bin', new Blob([data])]]), randomSeed: null });
      expect(store.missing(two)).toEqual(['a/w.bin', 'b/w.bin']);
      expect(() => store.check(two)).toThrow(
        expect.objectContaining({
          code: 'WEIGHTS_MISSING',
          message: expect.stringContaining('a/w.bin, b/w.bin'),
        }),
      );
    });

    it('takes each by its path', async () => {
      const files = new Map([
        ['a/w.bin', data],
        ['b/w.bin', other],
      ]);
      const store = createWeightStore({ files, randomSeed: null });
      store.check(two);
      expect(store.missing(two)).toEqual([]);
      expect(store.bytesOf(from('a/w.bin'))).toEqual(data.slice(0, 16));
      expect(store.bytesOf(from('b/w.bin'))).toEqual(other.slice(0, 16));
    });

    it('knows one path that is written in two ways', () => {
      const same = graphOf('a/w.bin', './a/w.bin');
      const store = createWeightStore({ files: new Map([['w.bin', data]]), randomSeed: null });
      store.check(same);
      expect(store.missing(same)).toEqual([]);
    });
  });

  it('refuses missing weights without a seed', async () => {
    const store = createWeightStore({ files: new Map(), randomSeed: null });
    await expect(store.load([external('w', [4], 0, 16)])).rejects.toMatchObject({ code: 'WEIGHTS_MISSING' });
  });

  it('makes the same values for the same seed and name, others for others, at the scale of the fan-in', () => {
    const make = (seed: number, name: string) => {
      const store = createWeightStore({ files: new Map(), randomSeed: seed });
      const bytes = store.bytesOf(external(name, [64, 256, 3, 3], 0, null));
      return new Float32Array(bytes?.buffer ?? new ArrayBuffer(0));
    };
    const a = make(1, 'a');
    expect(make(1, 'a')).toEqual(a);
    expect(make(1, 'b')).not.toEqual(a);
    expect(make(2, 'a')).not.toEqual(a);
    const variance = a.reduce((sum, x) => sum + x * x, 0) / a.length;
    expect(variance * 256 * 9).toBeCloseTo(1, 1);
  });

  it('finds variances positive and scales near one by their names', () => {
    const store = createWeightStore({ files: new Map(), randomSeed: 3 });
    const floats = (name: string) =>
      new Float32Array(store.bytesOf(external(name, [1000], 0, null))?.slice().buffer ?? new ArrayBuffer(0));
    expect(Math.min(...floats('bn1.running_var'))).toBeGreaterThan(0.4);
    expect(Math.min(...floats('bn1.weight'))).toBeGreaterThan(0.89);
    expect(Math.max(...floats('bn1.bias'))).toBeLessThan(0.051);
  });
});
