import { describe, expect, it } from 'vitest';
import { type GraphBuilder, graphBuilder } from '../fixtures';
import type { ValueId } from '../types';
import { typeText } from './describe';

const typeOf = (build: (g: GraphBuilder) => ValueId): string => {
  const g = graphBuilder({ opset: 18 });
  const value = build(g);
  g.output('y', value);
  const graph = g.build();
  return typeText(graph.value(value).type);
};

const x = (g: GraphBuilder, name: string, rows: number | string) => g.input(name, 'float32', [rows, 3]);

describe('sequences', () => {
  it('cover their elements', () => {
    expect(typeOf((g) => g.op('SequenceConstruct', [x(g, 'a', 2), x(g, 'b', 2)]))).toBe(
      'sequence(float32[2, 3])',
    );
    expect(typeOf((g) => g.op('SequenceConstruct', [x(g, 'a', 2), x(g, 'b', 4)]))).toBe(
      'sequence(float32[?, 3])',
    );
    expect(typeOf((g) => g.op('SequenceEmpty', [], { dtype: 7 }))).toBe('sequence(int64)');
    expect(typeOf((g) => g.op('SequenceInsert', [g.op('SequenceEmpty', []), x(g, 'a', 2)]))).toBe(
      'sequence(float32)',
    );
  });

  it('give elements and lengths back', () => {
    const pair = (g: GraphBuilder) => g.op('SequenceConstruct', [x(g, 'a', 'n'), x(g, 'b', 'n')]);
    expect(typeOf((g) => g.op('SequenceAt', [pair(g), g.scalar('i', 'int64', 0)]))).toBe('float32[n, 3]');
    expect(typeOf((g) => g.op('SequenceLength', [pair(g)]))).toBe('int64[]');
    expect(typeOf((g) => g.op('ConcatFromSequence', [pair(g)], { axis: 0 }))).toBe('float32[?, 3]');
    expect(typeOf((g) => g.op('ConcatFromSequence', [pair(g)], { axis: 0, new_axis: 1 }))).toBe(
      'float32[?, n, 3]',
    );
  });

  it('come from splits', () => {
    const split = (attrs: Record<string, number>) => (g: GraphBuilder) =>
      g.op('SplitToSequence', [x(g, 'a', 'n')], attrs);
    expect(typeOf(split({ axis: 0 }))).toBe('sequence(float32[1, 3])');
    expect(typeOf(split({ axis: 0, keepdims: 0 }))).toBe('sequence(float32[3])');
    expect(typeOf((g) => g.op('SplitToSequence', [x(g, 'a', 6), g.scalar('s', 'int64', 2)]))).toBe(
      'sequence(float32[2, 3])',
    );
  });

  it('map through a body', () => {
    const body = graphBuilder();
    body.output('out', body.op('Shape', [body.typedInput('element', null)]));
    const pair = (g: GraphBuilder) => g.op('SequenceConstruct', [x(g, 'a', 'n'), x(g, 'b', 4)]);
    expect(typeOf((g) => g.op('SequenceMap', [pair(g)], { body }))).toBe('sequence(int64[2])');
  });
});

describe('optionals', () => {
  it('wrap and unwrap', () => {
    expect(typeOf((g) => g.op('Optional', [x(g, 'a', 2)]))).toBe('optional(float32[2, 3])');
    expect(typeOf((g) => g.op('OptionalGetElement', [g.op('Optional', [x(g, 'a', 2)])]))).toBe(
      'float32[2, 3]',
    );
    expect(typeOf((g) => g.op('OptionalHasElement', [g.op('Optional', [x(g, 'a', 2)])]))).toBe('bool[]');
  });
});
