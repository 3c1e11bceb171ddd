import { describe, expect, it } from 'vitest';
import { type GraphBuilder, graphBuilder, type ModelFunction, type ValueId } from '../../graph';
import { unknownOperators } from './unknownOperators';

/** A function of the model that applies `build` to its input. */
function fn(name: string, build: (g: GraphBuilder, a: ValueId) => ValueId): [string, ModelFunction] {
  const g = graphBuilder();
  g.output('r', build(g, g.input('a', 'float32', [2])));
  const about = { domain: 'local', name, overload: '', opsets: new Map([['', 13]]), attributes: [] };
  return [`local:${name}:`, { ...about, defaults: new Map(), body: g.raw(), extra: null }];
}

const call = (name: string) => (g: GraphBuilder, x: ValueId) => g.op(name, [x], {}, { domain: 'local' });

function unknownIn(name: string, functions: [string, ModelFunction][]) {
  const g = graphBuilder({ functions: new Map(functions) });
  g.output('y', call(name)(g, g.input('x', 'float32', [2])));
  return unknownOperators(g.raw());
}

describe('unknown operators', () => {
  const relu = fn('Inner', (g, a) => g.op('Relu', [a]));
  const magic = fn('Magic', (g, a) => g.op('Frobnicate', [a], {}, { domain: 'com.acme' }));

  it('are none where a node calls a function of the model', () => {
    expect(unknownIn('Outer', [fn('Outer', call('Inner')), relu, magic])).toEqual([]);
    expect(unknownIn('Other', [relu])).toEqual(['Other of local']);
  });

  it('are those inside the functions that are called', () => {
    expect(unknownIn('Outer', [fn('Outer', call('Magic')), magic])).toEqual(['Frobnicate of com.acme']);
    expect(unknownIn('Self', [fn('Self', call('Self'))])).toEqual([]);
  });
});
