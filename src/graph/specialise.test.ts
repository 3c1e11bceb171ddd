import { describe, expect, it } from 'vitest';
import { dynamicDims } from './dynamicDims';
import { graphBuilder } from './fixtures';
import { specialise } from './specialise';
import { suggestSize } from './suggestSize';

function twoHeads() {
  const g = graphBuilder();
  const ids = g.input('ids', 'int64', ['batch', '?5']);
  const spare = g.input('spare', 'float32', ['batch', 4]);
  const w = g.constant('w', 'float32', [4]);
  const a = g.op('Neg', [ids]);
  const b = g.op('Mul', [spare, w]);
  g.output('a', a);
  g.output('b', b);
  return { graph: g.build(), a, b, w, spare };
}

describe('dynamicDims', () => {
  it('lists open dimensions with readable names and the inputs that share them', () => {
    expect(dynamicDims(twoHeads().graph)).toEqual([
      { name: 'batch', suggested: 1, inputs: ['ids', 'spare'] },
      { name: 'ids.1', suggested: 128, inputs: ['ids'] },
    ]);
  });

  it('tries other sizes where the usual ones do not fit', () => {
    const g = graphBuilder();
    const signal = g.input('signal', 'float32', ['batch', 1, 'points']);
    const window = g.constant('window', 'float32', [8, 1, 400]);
    g.output('y', g.op('Conv', [signal, window]));
    const table = g.constant('table', 'float32', [16, 4]);
    const ids = g.input('ids', 'int64', ['batch', 'tokens']);
    const rows = g.op('Gather', [table, ids]);
    g.output('z', g.op('Add', [rows, g.constant('positions', 'float32', [16, 4])]));
    const sizes = dynamicDims(g.build()).map(({ name, suggested }) => [name, suggested]);
    expect(sizes).toEqual([
      ['batch', 1],
      ['points', 512],
      ['tokens', 16],
    ]);
  });

  it('suggests by name, then by place', () => {
    const image = { kind: 'tensor', dtype: 'float32', shape: ['a', 3, 'b', 'c'] } as const;
    expect(suggestSize('unk__1', image, 0)).toBe(1);
    expect(suggestSize('unk__1', image, 2)).toBe(224);
    expect(suggestSize('sequence_length', image, 2)).toBe(128);
    const last = { kind: 'tensor', dtype: 'float32', shape: ['a', 'b', 'c', 3] } as const;
    expect(suggestSize('x', last, 1)).toBe(224);
    const mask = { kind: 'tensor', dtype: 'int64', shape: ['a', 'b'] } as const;
    expect(suggestSize('x', mask, 1)).toBe(128);
    const features = { kind: 'tensor', dtype: 'float32', shape: [1, 'b', 64] } as const;
    expect(suggestSize('x', features, 1)).toBe(128);
    const state = { kind: 'tensor', dtype: 'float32', shape: [2, 'b', 64] } as const;
    expect(suggestSize('x', state, 1)).toBe(1);
  });
});

describe('specialise', () => {
  it('fixes dimensions everywhere, under the names that are listed', () => {
    const { graph, a } = twoHeads();
    const fixed = specialise(graph, { dims: { batch: 2, 'ids.1': 7 }, keepOutputs: null });
    expect(fixed.value(a).type).toEqual({ kind: 'tensor', dtype: 'int64', shape: [2, 7] });
    expect(dynamicDims(fixed)).toEqual([]);
  });

  it('keeps the chosen outputs, the inputs, and nothing that is not needed', () => {
    const { graph, a, b, w, spare } = twoHeads();
    const kept = specialise(graph, { dims: {}, keepOutputs: ['a'] });
    expect(kept.outputs).toEqual([a]);
    expect(kept.size).toBe(1);
    expect(kept.findValue(b)).toBeNull();
    expect(kept.findValue(w)).toBeNull();
    expect(kept.value(spare).name).toBe('spare');
    expect(kept.uses(spare)).toEqual([]);
  });

  it('reaches into subgraphs', () => {
    const g = graphBuilder();
    const cond = g.input('cond', 'bool', []);
    const x = g.input('x', 'float32', ['n']);
    const body = () => {
      const inner = graphBuilder();
      inner.output('o', inner.op('Neg', [inner.capture(x)]));
      return inner;
    };
    const y = g.op('If', [cond], { then_branch: body(), else_branch: body() });
    g.output('y', y);
    const fixed = specialise(g.build(), { dims: { n: 3 }, keepOutputs: null });
    const branch = fixed.producer(y)?.attrs.get('then_branch');
    const captured = branch?.kind === 'graph' ? [...branch.value.values()][0] : undefined;
    expect(captured?.type).toEqual({ kind: 'tensor', dtype: 'float32', shape: [3] });
  });

  it('refuses unknown names and sizes that are none', () => {
    const { graph } = twoHeads();
    expect(() => specialise(graph, { dims: { depth: 1 }, keepOutputs: null })).toThrow('batch, ids.1');
    expect(() => specialise(graph, { dims: { batch: 1.5 }, keepOutputs: null })).toThrow('1.5');
    expect(() => specialise(graph, { dims: {}, keepOutputs: ['c'] })).toThrow('it has a, b');
    expect(() => specialise(graph, { dims: {}, keepOutputs: [] })).toThrow('At least one');
  });
});
