import { describe, expect, it } from 'vitest';
import { type GraphBuilder, graphBuilder, type ValueId } from '../graph';
import { selectionProbes } from './selections';

/** Operators whose results stand in for an output of few whole numbers. */
function probed(build: (g: GraphBuilder, x: ValueId) => ValueId): string[] {
  const g = graphBuilder({ opset: 17 });
  g.output('y', build(g, g.op('Relu', [g.input('x', 'float32', [2, 8])])));
  const graph = g.build();
  const { original } = selectionProbes(graph, graph, { empty: new Set(), few: new Set(['y']) });
  return original.map(({ value }) => graph.producer(value)?.op ?? '');
}

describe('what few whole numbers are made of', () => {
  it('is the nearest floating-point numbers', () => {
    expect(probed((g, x) => g.op('ArgMax', [x], { axis: 1 }))).toEqual(['Relu']);
    expect(probed((g, x) => g.op('Greater', [g.op('Tanh', [x]), g.scalar('t', 'float32', 0)]))).toEqual([
      'Tanh',
    ]);
  });

  it('is what was rounded, where these are whole numbers themselves', () => {
    expect(probed((g, x) => g.op('Cast', [g.op('Round', [x])], { to: 7 }))).toEqual(['Relu']);
    const count = (g: GraphBuilder, x: ValueId) => {
      const above = g.op('Cast', [g.op('Greater', [x, g.scalar('t', 'float32', 0)])], { to: 1 });
      return g.op('Cast', [g.op('ReduceSum', [above])], { to: 7 });
    };
    expect(probed(count)).toEqual(['Relu']);
  });

  it('is nothing of what is only asked for its shape', () => {
    expect(probed((g, x) => g.op('Shape', [x]))).toEqual([]);
  });
});
