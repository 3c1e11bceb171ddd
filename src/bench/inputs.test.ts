import { describe, expect, it } from 'vitest';
import { type GraphBuilder, graphBuilder, type ValueId } from '../graph';
import { toDoubles } from './hostTensor';
import { hasChoices, type InputKind, makeInputs } from './inputs';

function numbers(build: (g: GraphBuilder) => ValueId, kind: InputKind = 'normal', name = 'x'): number[] {
  const g = graphBuilder({ opset: 17 });
  g.output('out', build(g));
  const tensor = makeInputs(g.build(), { kind, seed: 3 }).get(name);
  return tensor === undefined ? [] : [...toDoubles(tensor)];
}

describe('inputs that fit a graph', () => {
  it('keeps ids below the table, offsets and casts included', () => {
    const ids = numbers((g) => {
      const x = g.input('x', 'int32', [1, 200]);
      const shifted = g.op('Add', [g.op('Cast', [x], { to: 7 }), g.scalar('two', 'int64', 2)]);
      return g.op('Gather', [g.constant('table', 'float32', [12, 4]), shifted]);
    });
    expect(Math.max(...ids)).toBe(9);
    expect(Math.min(...ids)).toBe(0);
  });

  it('keeps tuples of indices within the dimensions that they index', () => {
    const scattered = numbers((g) => {
      const data = g.input('data', 'float32', [9, 5, 2]);
      return g.op('ScatterND', [
        data,
        g.input('x', 'int64', [40, 2]),
        g.input('updates', 'float32', [40, 2]),
      ]);
    });
    expect(Math.max(...scattered)).toBe(4);
    const gathered = numbers((g) => {
      const data = g.input('data', 'float32', [2, 9, 7]);
      return g.op('GatherND', [data, g.input('x', 'int64', [2, 60, 1])], { batch_dims: 1 });
    });
    expect(Math.max(...gathered)).toBe(8);
  });

  it('uses ones for masks, padded at the end in other kinds', () => {
    const mask = (g: GraphBuilder) => {
      const x = g.input('x', 'int64', [1, 8]);
      const f = g.op('Cast', [g.op('Unsqueeze', [x, g.ints('axes', [1])])], { to: 1 });
      return g.op('Mul', [g.op('Sub', [g.scalar('one', 'float32', 1), f]), g.scalar('low', 'float32', -1e4)]);
    };
    expect(numbers(mask)).toEqual([1, 1, 1, 1, 1, 1, 1, 1]);
    expect(numbers(mask, 'large')).toEqual([1, 1, 1, 1, 1, 1, 1, 0]);
  });

  it('lets masks that are added show what becomes of them, and hides the end in one kind', () => {
    const attention = (g: GraphBuilder) => {
      const scores = g.input('scores', 'float32', [1, 8]);
      return g.op('Softmax', [g.op('Add', [scores, g.input('attention_mask', 'float32', [1, 8])])]);
    };
    const of = (kind: 'normal' | 'uniform' | 'large') => numbers(attention, kind, 'attention_mask');
    expect(of('normal')).toEqual(new Array(8).fill(0));
    expect(new Set(of('uniform')).size).toBe(8);
    expect(Math.max(...of('uniform'))).toBeLessThan(0);
    expect(Math.min(...of('uniform'))).toBeGreaterThan(-30);
    expect(of('large').filter((value) => value === -1e4)).toHaveLength(1);
  });

  it('has numbers between for what is taken from one and is no mask by its name', () => {
    const inverted = (g: GraphBuilder) =>
      g.op('Relu', [g.op('Sub', [g.scalar('one', 'float32', 1), g.input('x', 'float32', [64])])]);
    expect(new Set(numbers(inverted)).size).toBe(1);
    expect(new Set(numbers(inverted, 'uniform')).size).toBeGreaterThan(60);
  });

  it('uses numbers that the graph compares with, lengths, and ones in shapes', () => {
    const equal = numbers((g) => {
      const x = g.input('x', 'int64', []);
      return g.op('Cast', [g.op('Equal', [x, g.scalar('rate', 'int64', 16000)])], { to: 1 });
    });
    expect(equal).toEqual([16000]);
    const either = (g: GraphBuilder) => {
      const x = g.input('x', 'int64', []);
      const is = (rate: number) => g.op('Equal', [x, g.scalar(`r${rate}`, 'int64', rate)]);
      return g.op('Cast', [g.op('Or', [is(16000), is(8000)])], { to: 1 });
    };
    expect(numbers(either)).toEqual([16000]);
    const g = graphBuilder({ opset: 17 });
    g.output('out', either(g));
    const second = makeInputs(g.build(), { kind: 'normal', seed: 3, choice: 1 }).get('x');
    expect(second === undefined ? [] : [...toDoubles(second)]).toEqual([8000]);
    expect(hasChoices(g.build())).toBe(true);
    const sized = numbers((g) => {
      const d = g.input('d', 'float32', [1, 4]);
      return g.op('Expand', [d, g.input('x', 'int64', [2])]);
    });
    expect(sized).toEqual([1, 1]);
  });

  it('is seeded, and different by kind and by name', () => {
    const plain = (g: GraphBuilder) => g.op('Relu', [g.input('x', 'float32', [64])]);
    expect(numbers(plain)).toEqual(numbers(plain));
    expect(Math.max(...numbers(plain, 'large'))).toBeGreaterThan(6);
    expect(Math.max(...numbers(plain, 'small'))).toBeLessThan(0.01);
    expect(Math.min(...numbers(plain, 'uniform'))).toBeGreaterThanOrEqual(0);
  });

  it('refuses strings and sequences with a code', () => {
    const g = graphBuilder({ opset: 17 });
    g.output('y', g.op('Identity', [g.input('x', 'string', [1])]));
    expect(() => makeInputs(g.build(), { kind: 'normal', seed: 1 })).toThrow(/string/);
  });

  it('refuses what no array can hold, and what it does not know enough of', () => {
    const refusal = (shape: number[] | null) => {
      const g = graphBuilder({ opset: 17 });
      g.output('out', g.op('Relu', [g.input('x', 'float32', shape)]));
      return () => makeInputs(g.build(), { kind: 'normal', seed: 3 });
    };
    const codedAs = (code: string) => expect.objectContaining({ code });
    expect(refusal([1 << 20, 1 << 20])).toThrow(codedAs('RUNTIME_MEMORY'));
    expect(refusal(null)).toThrow(codedAs('INPUT_UNSUPPORTED'));
  });
});
