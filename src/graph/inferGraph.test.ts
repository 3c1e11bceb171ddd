import { describe, expect, it } from 'vitest';
import { Vec } from '../core';
import { graphBuilder } from './fixtures';
import { Graph } from './graph';
import { inferGraph, inferGraphWithProblems } from './inferGraph';
import { mergeType } from './mergeType';
import type { Dim, ModelFunction, Value, ValueType } from './types';

const tensor = (shape: readonly Dim[] | null): ValueType => ({ kind: 'tensor', dtype: 'float32', shape });

function state(graph: Graph, id: number, type: ValueType): Graph {
  const values = [...graph.parts.values].map((value): Value | null =>
    value ? (value.id === id ? { ...value, type } : value) : null,
  );
  return new Graph({ ...graph.parts, values: Vec.from(values) });
}

describe('inferGraph', () => {
  it('types every value and knows the contents of shapes', () => {
    const g = graphBuilder();
    const x = g.input('x', 'float32', ['n', 6]);
    const shape = g.op('Shape', [x]);
    const flat = g.op('Reshape', [x, shape]);
    g.output('y', flat);
    const graph = g.build();
    expect(graph.value(shape).known).toEqual(['n', 6]);
    expect(graph.value(flat).type).toEqual(tensor(['n', 6]));
  });

  it('changes nothing the second time', () => {
    const g = graphBuilder();
    const x = g.input('x', 'float32', ['n', 6]);
    const mask = g.op('Greater', [x, g.scalar('zero', 'float32', 0)]);
    g.output('y', g.op('NonZero', [mask]));
    const graph = g.build();
    expect(inferGraph(graph)).toBe(graph);
  });

  it('keeps what the file states where inference knows less, and reports what contradicts it', () => {
    const g = graphBuilder();
    const x = g.input('x', 'float32', [2, 3]);
    const custom = g.op('Mystery', [x], {}, { domain: 'com.example' });
    const relu = g.op('Relu', [x]);
    g.output('a', custom);
    g.output('b', relu);
    const stated = state(state(g.raw(), custom, tensor([5])), relu, tensor([2, 4]));
    const { graph, problems } = inferGraphWithProblems(stated);
    expect(graph.value(custom).type).toEqual(tensor([5]));
    expect(graph.value(relu).type).toEqual(tensor([2, 3]));
    expect(problems).toEqual([
      { path: [], node: 1, value: relu, message: 'dimension 1 is stated as 4 where 3 follows' },
    ]);
  });

  it('goes on after a node that its operator does not allow', () => {
    const g = graphBuilder();
    const x = g.input('x', 'float32', [2, 3]);
    const bad = g.op('MatMul', [x, x], {}, { name: 'bad' });
    const good = g.op('Relu', [x]);
    g.output('a', bad);
    g.output('b', good);
    const { graph, problems } = inferGraphWithProblems(g.raw());
    expect(problems).toMatchObject([{ node: 0, message: expect.stringContaining('bad') }]);
    expect(graph.value(bad).type).toBeNull();
    expect(graph.value(good).type).toEqual(tensor([2, 3]));
  });

  it('infers subgraphs, with the types of what they capture', () => {
    const g = graphBuilder();
    const cond = g.input('cond', 'bool', []);
    const x = g.input('x', 'float32', ['n', 3]);
    const yes = graphBuilder();
    yes.output('t', yes.op('Relu', [yes.capture(x)]));
    const no = graphBuilder();
    const twice = graphBuilder();
    twice.output('u', twice.op('Neg', [twice.capture(no.capture(x))]));
    const other = graphBuilder();
    other.output('v', other.op('Abs', [other.capture(no.capture(x))]));
    no.output('e', no.op('If', [no.capture(cond)], { then_branch: twice, else_branch: other }));
    const y = g.op('If', [cond], { then_branch: yes, else_branch: no });
    g.output('y', y);
    const graph = g.build();
    expect(graph.value(y).type).toEqual(tensor(['n', 3]));
    const branch = graph.producer(y)?.attrs.get('else_branch');
    const inner = branch?.kind === 'graph' ? branch.value : null;
    expect(inner?.value(inner.outputs[0] ?? y).type).toEqual(tensor(['n', 3]));
  });

  it('calls model-local functions, with their attributes and defaults', () => {
    const body = graphBuilder();
    const a = body.typedInput('a', null);
    body.output('r', body.op('Flatten', [a], { axis: { kind: 'int', value: 0, ref: 'where' } }));
    const f: ModelFunction = {
      domain: 'local',
      name: 'Flat',
      overload: '',
      opsets: new Map([['', 17]]),
      attributes: [],
      defaults: new Map([['where', { kind: 'int', value: 1 }]]),
      body: body.raw(),
      extra: null,
    };
    const g = graphBuilder({ functions: new Map([['local:Flat:', f]]), opsets: { local: 1 } });
    const x = g.input('x', 'float32', [2, 3, 4]);
    const byDefault = g.op('Flat', [x], {}, { domain: 'local' });
    const given = g.op('Flat', [x], { where: 2 }, { domain: 'local' });
    g.output('y', byDefault);
    g.output('z', given);
    const graph = g.build();
    expect(graph.value(byDefault).type).toEqual(tensor([2, 12]));
    expect(graph.value(given).type).toEqual(tensor([6, 4]));
  });

  it('bounds the work on functions that call each other many times over', () => {
    const functions = new Map<string, ModelFunction>();
    for (let depth = 0; depth < 40; depth++) {
      const body = graphBuilder();
      let a = body.typedInput('a', null);
      const inner = depth === 39 ? 'Relu' : `F${depth + 1}`;
      for (let i = 0; i < 3; i++) a = body.op(inner, [a], {}, { domain: depth === 39 ? '' : 'local' });
      body.output('r', a);
      functions.set(`local:F${depth}:`, {
        domain: 'local',
        name: `F${depth}`,
        overload: '',
        opsets: new Map([
          ['', 17],
          ['local', 1],
        ]),
        attributes: [],
        defaults: new Map(),
        body: body.raw(),
        extra: null,
      });
    }
    const g = graphBuilder({ functions, opsets: { local: 1 } });
    const y = g.op('F0', [g.input('x', 'float32', [2])], {}, { domain: 'local' });
    g.output('y', y);
    expect(g.build().value(y).type).toBeNull();
  }, 20_000);
});

describe('mergeType', () => {
  it('takes the more specific of each dimension', () => {
    expect(mergeType(tensor(['batch', '?1', 4, 5]), tensor(['?2', 3, '?3', 'n']))).toEqual({
      type: tensor(['batch', 3, 4, 5]),
      contradiction: null,
    });
    expect(mergeType(tensor(['?1']), tensor(['?2'])).type).toEqual(tensor(['?1']));
    expect(mergeType(tensor(null), tensor([1])).type).toEqual(tensor([1]));
    expect(mergeType(tensor([1]), tensor(null)).type).toEqual(tensor([1]));
  });

  it('looks into sequences, and names what contradicts', () => {
    const list = (element: ValueType | null): ValueType => ({ kind: 'sequence', element });
    expect(mergeType(list(tensor(['?1'])), list(null)).type).toEqual(list(tensor(['?1'])));
    expect(mergeType(list(null), tensor([1])).contradiction).toContain('sequence');
    expect(mergeType(tensor([1, 2]), tensor([1])).contradiction).toContain('rank 2');
  });
});
