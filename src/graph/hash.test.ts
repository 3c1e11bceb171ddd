import { describe, expect, it } from 'vitest';
import { must } from '../core';
import type { Constant } from './constant';
import { graphBuilder } from './fixtures';
import { Graph } from './graph';
import { structuralHash } from './hash';
import { literal } from './literal';
import { seal } from './onnx/extra';
import { sparseConstant } from './onnx/sparse';
import type { Attr, ModelFunction } from './types';

interface Variant {
  readonly prefix?: string;
  readonly swapped?: boolean;
  readonly bias?: readonly number[];
  readonly axis?: number;
  readonly batch?: string | number;
  readonly twice?: boolean;
}

function model({
  prefix = '',
  swapped = false,
  bias = [1, 2],
  axis = 1,
  batch = 'n',
  twice = false,
}: Variant) {
  const g = graphBuilder();
  const x = g.input(`${prefix}x`, 'float32', [batch, 2]);
  const y = g.input(`${prefix}y`, 'float32', [batch, 2]);
  const b = g.constant(`${prefix}b`, 'float32', [2], bias);
  const makeLeft = () => g.op('Add', [x, b], {}, { name: `${prefix}add` });
  const makeRight = () => g.op('Relu', [y]);
  const [left, right] = swapped ? [makeRight(), makeLeft()].reverse() : [makeLeft(), makeRight()];
  const joined = g.op('Concat', [left ?? x, right ?? y], { axis });
  if (twice) g.output('extra', g.op('Relu', [y]));
  g.output(`${prefix}z`, joined);
  return g.build();
}

describe('structuralHash', () => {
  const base = structuralHash(model({}));

  it('does not see names, symbols or the order of nodes', () => {
    expect(base).toMatch(/^[0-9a-f]{32}$/);
    expect(structuralHash(model({ prefix: 'other_' }))).toBe(base);
    expect(structuralHash(model({ swapped: true }))).toBe(base);
    expect(structuralHash(model({ batch: 'rows' }))).toBe(base);
  });

  it('sees operators, attributes, constants, types and copies', () => {
    const others = [{ axis: 0 }, { bias: [1, 3] }, { batch: 4 }, { twice: true }].map((v) =>
      structuralHash(model(v)),
    );
    expect(new Set([base, ...others]).size).toBe(5);
  });

  it('leaves weights out when asked to, but not axes and shapes', () => {
    const none = (variant: Variant) => structuralHash(model(variant), { weights: 'none' });
    expect(none({ bias: [1, 3] })).toBe(none({}));
    expect(none({ axis: 0 })).not.toBe(none({}));
    const reshaped = (to: readonly number[]) => {
      const g = graphBuilder();
      const x = g.input('x', 'float32', [2, 3]);
      g.output('y', g.op('Reshape', [x, g.ints('to', to)]));
      return structuralHash(g.build(), { weights: 'none' });
    };
    expect(reshaped([3, 2])).not.toBe(reshaped([6]));
  });

  it('takes a Constant node for its constant', () => {
    const value = literal('float32', [2], [3, 4]);
    const withNode = graphBuilder();
    const x = withNode.input('x', 'float32', [2]);
    const constant = withNode.op('Constant', [], { value });
    withNode.output('y', withNode.op('Add', [x, constant]));
    const raw = withNode.raw();
    const values = raw.parts.values.set(constant, { ...raw.value(constant), constant: value });
    const graph = new Graph({ ...raw.parts, values });
    const without = graphBuilder();
    const x2 = without.input('x', 'float32', [2]);
    without.output('y', without.op('Add', [x2, without.constant('c', 'float32', [2], [3, 4])]));
    expect(structuralHash(graph)).toBe(structuralHash(without.raw()));
  });

  it('hashes computed constants by their expression', () => {
    const half = literal('float32', [], [0.5], 'half');
    const scaled = (op: string, by: Constant): Constant => ({
      kind: 'applied',
      domain: '',
      op,
      attrs: new Map(),
      inputs: [half, by],
      output: 0,
      outputs: 1,
      dtype: 'float32',
      shape: [],
    });
    const hashOf = (constant: Constant) => {
      const g = graphBuilder();
      const x = g.input('x', 'float32', []);
      const c = g.scalar('c', 'float32', 0);
      g.output('y', g.op('Mul', [x, c]));
      const raw = g.raw();
      const values = raw.parts.values.set(c, { ...raw.value(c), constant });
      return structuralHash(new Graph({ ...raw.parts, values }));
    };
    const two = literal('float32', [], [2]);
    expect(hashOf(scaled('Mul', two))).toBe(hashOf(scaled('Mul', literal('float32', [], [2], 'two'))));
    expect(hashOf(scaled('Mul', two))).not.toBe(hashOf(scaled('Div', two)));
    expect(hashOf(scaled('Mul', two))).not.toBe(hashOf(scaled('Mul', half)));
  });

  it('hashes subgraphs with what they capture', () => {
    const branching = (op: string, first: boolean) => {
      const g = graphBuilder();
      const cond = g.input('cond', 'bool', []);
      const a = g.input('a', 'float32', [2]);
      const b = g.input('b', 'float32', [2]);
      const body = graphBuilder();
      body.output('o', body.op(op, [body.capture(first ? a : b)]));
      g.output('y', g.op('If', [cond], { then_branch: body, else_branch: body }));
      return structuralHash(g.build());
    };
    const hashes = [branching('Neg', true), branching('Abs', true), branching('Neg', false)];
    expect(new Set(hashes).size).toBe(3);
    expect(branching('Neg', true)).toBe(hashes[0]);
  });

  it('hashes what a sparse tensor holds, and never makes it dense', () => {
    const bytes = (array: Float32Array | BigInt64Array) => new Uint8Array(array.buffer);
    const hashOf = (side: number, value: number, ...at: bigint[]) => {
      const dims = at.length === 1 ? [1] : [1, at.length];
      const constant = sparseConstant({
        values: { dims: [1], data_type: 1, raw_data: bytes(Float32Array.of(value)) },
        indices: { dims, data_type: 7, raw_data: bytes(BigInt64Array.from(at)) },
        // Dense it would be refused.
        dims: [side, side],
      });
      const g = graphBuilder();
      g.output('y', g.op('Neg', [g.applied(constant)]));
      return structuralHash(g.build(), { weights: 'content' });
    };
    const base = hashOf(50_000, 1, 50_002n);
    expect(hashOf(50_000, 1, 1n, 2n)).toBe(base);
    const others = [hashOf(50_000, 2, 1n, 2n), hashOf(50_000, 1, 1n, 3n), hashOf(50_001, 1, 1n, 2n)];
    expect(new Set([base, ...others]).size).toBe(4);
  });

  it('sees which function of a name is called, and the defaults of its attributes', () => {
    const calling = (overload: string, alpha: number | null) => {
      const body = graphBuilder();
      const slope: Attr = { kind: 'float', value: 0, ref: 'alpha' };
      body.output('r', body.op('LeakyRelu', [body.typedInput('a', null)], { alpha: slope }));
      const defaults = new Map<string, Attr>(
        alpha === null ? [] : [['alpha', { kind: 'float', value: alpha }]],
      );
      const about = { opsets: new Map([['', 17]]), attributes: [], defaults, body: body.raw(), extra: null };
      const functions = new Map(
        ['a', 'b'].map((kind) => [
          `local:F:${kind}`,
          { ...about, domain: 'local', name: 'F', overload: kind },
        ]),
      );
      const g = graphBuilder({ functions, opsets: { local: 1 } });
      g.output('y', g.op('F', [g.input('x', 'float32', [2])], {}, { domain: 'local' }));
      const raw = g.raw();
      const node = must([...raw.nodes()][0], 'the call');
      const { inputs, captures } = node;
      const extra = seal({ of: 'node', proto: { overload }, inputs, captures });
      return structuralHash(
        new Graph({ ...raw.parts, nodes: raw.parts.nodes.set(node.id, { ...node, extra }) }),
      );
    };
    expect(calling('a', 0.1)).toBe(calling('a', 0.1));
    const all = [calling('a', 0.1), calling('b', 0.1), calling('a', 0.2), calling('a', null)];
    expect(new Set(all).size).toBe(4);
  });

  it('takes in model-local functions, also where they call each other', () => {
    const calling = (inner: string) => {
      const functions = new Map<string, ModelFunction>();
      for (const [name, op, domain] of [
        ['Outer', 'Inner', 'local'],
        ['Inner', inner, ''],
      ] as const) {
        const body = graphBuilder({ functions });
        body.output('r', body.op(op, [body.typedInput('a', null)], {}, { domain }));
        const opsets = new Map([
          ['', 17],
          ['local', 1],
        ]);
        const about = { overload: '', opsets, attributes: [], defaults: new Map(), extra: null };
        functions.set(`local:${name}:`, { ...about, domain: 'local', name, body: body.raw() });
      }
      const g = graphBuilder({ functions, opsets: { local: 1 } });
      g.output('y', g.op('Outer', [g.input('x', 'float32', [2])], {}, { domain: 'local' }));
      return structuralHash(g.build());
    };
    expect(calling('Relu')).toBe(calling('Relu'));
    expect(calling('Relu')).not.toBe(calling('Abs'));
  });

  it('samples large tensors by identity and reads them whole by content', () => {
    const wide = (at: number, weights: 'identity' | 'content') => {
      const elements = new Array<number>(100_000).fill(0);
      elements[at] = 1;
      const g = graphBuilder();
      const x = g.input('x', 'float32', [100_000]);
      g.output('y', g.op('Add', [x, g.constant('w', 'float32', [100_000], elements)]));
      return structuralHash(g.build(), { weights });
    };
    expect(wide(0, 'identity')).not.toBe(wide(99_999, 'identity'));
    expect(wide(5000, 'content')).not.toBe(wide(5001, 'content'));
  });
});
