import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph/fixtures';
import { foldKnownIntegers } from './fold-known-integers';
import { applyOnce, expectEquivalent, opsOf, refusals, sitesOf } from './testing';

describe('fold-known-integers', () => {
  it('replaces shape arithmetic by its result', async () => {
    const g = graphBuilder();
    const x = g.input('x', 'float32', [2, 3, 4]);
    const rows = g.op('Gather', [g.op('Shape', [x]), g.ints('i', [0])]);
    const shape = g.op('Concat', [rows, g.ints('rest', [-1])], { axis: 0 });
    g.output('y', g.op('Reshape', [x, shape]));
    const graph = g.build();
    expect(sitesOf(foldKnownIntegers, graph)).toHaveLength(3);
    let after = graph;
    for (let i = 0; i < 3 && sitesOf(foldKnownIntegers, after).length > 0; i++) {
      after = applyOnce(foldKnownIntegers, after, sitesOf(foldKnownIntegers, after).length - 1);
    }
    expect(opsOf(after)).toEqual(['Reshape']);
    await expectEquivalent(graph, after);
  });

  it('leaves unknown, named and other values alone', () => {
    const g = graphBuilder();
    const x = g.input('x', 'float32', ['n', 3]);
    g.output('s', g.op('Shape', [x]));
    g.output('y', g.op('Relu', [x]));
    expect(refusals(foldKnownIntegers, g.build())).toEqual([
      'its contents are not known',
      'it is not an integer',
    ]);
    const named = graphBuilder();
    named.output('s', named.op('Shape', [named.input('x', 'float32', [2, 3])]));
    expect(refusals(foldKnownIntegers, named.build())).toEqual(['it is an output of the graph']);
  });
});
