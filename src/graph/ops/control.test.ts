import { describe, expect, it } from 'vitest';
import { type GraphBuilder, graphBuilder } from '../fixtures';
import { inferGraphWithProblems } from '../inferGraph';
import type { ValueId } from '../types';
import { typeText } from './describe';

const branch = (build: (g: GraphBuilder) => ValueId): GraphBuilder => {
  const g = graphBuilder();
  g.output('out', build(g));
  return g;
};

/** The types of a graph's outputs, as text; no node may have a problem. */
function outputsOf(g: GraphBuilder): readonly string[] {
  const { graph, problems } = inferGraphWithProblems(g.raw());
  expect(problems).toEqual([]);
  return graph.outputs.map((output) => typeText(graph.value(output).type));
}

describe('If', () => {
  const ifGraph = (condition: (g: GraphBuilder) => ValueId) => {
    const g = graphBuilder();
    const x = g.input('x', 'float32', ['n', 1, 4]);
    const test = condition(g);
    const yes = branch((b) => b.op('Squeeze', [b.capture(x), b.ints('axes', [1])]));
    const no = branch((b) => b.op('Identity', [b.capture(x)]));
    g.output('y', g.op('If', [test], { then_branch: yes, else_branch: no }));
    return g;
  };

  it('covers both branches, or takes the one that a known condition takes', () => {
    expect(outputsOf(ifGraph((g) => g.input('c', 'bool', [])))).toEqual(['float32']);
    expect(outputsOf(ifGraph((g) => g.scalar('c', 'bool', 1)))).toEqual(['float32[n, 4]']);
    expect(outputsOf(ifGraph((g) => g.scalar('c', 'bool', 0)))).toEqual(['float32[n, 1, 4]']);
  });

  it('does not blame a branch that is never taken', () => {
    const g = graphBuilder();
    const x = g.input('x', 'float32', ['n', 3]);
    const wrong = branch((b) => b.op('Squeeze', [b.capture(x), b.ints('axes', [1])]));
    const right = branch((b) => b.op('Identity', [b.capture(x)]));
    g.output('y', g.op('If', [g.scalar('c', 'bool', 0)], { then_branch: wrong, else_branch: right }));
    expect(outputsOf(g)).toEqual(['float32[n, 3]']);
  });
});

/** Loop body: (i, condition, carried) → (condition, step(carried), scan(carried)). */
function loopBody(
  step: (b: GraphBuilder, carried: ValueId) => ValueId,
  goesOn?: (b: GraphBuilder) => ValueId,
) {
  const b = graphBuilder();
  b.typedInput('i', null);
  const condition = b.typedInput('condition', null);
  const carried = b.typedInput('carried', null);
  const next = step(b, carried);
  b.output('goesOn', goesOn ? goesOn(b) : b.op('Identity', [condition]));
  b.output('next', next);
  b.output('seen', b.op('Identity', [carried]));
  return b;
}

describe('Loop', () => {
  const loop = (body: GraphBuilder, trips: 'known' | 'unknown') => {
    const g = graphBuilder();
    const x = g.input('x', 'float32', ['n', 4]);
    const count = trips === 'known' ? g.scalar('count', 'int64', 5) : g.input('count', 'int64', []);
    const [last, seen] = g.node('Loop', [count, null, x], { body }, { outputs: 2 });
    if (last === undefined || seen === undefined) throw new Error('two outputs');
    g.output('last', last);
    g.output('seen', seen);
    return outputsOf(g);
  };

  it('stacks as often as it runs, when the condition stays true', () => {
    const relu = (b: GraphBuilder, carried: ValueId) => b.op('Relu', [carried]);
    expect(loop(loopBody(relu), 'known')).toEqual(['float32[n, 4]', 'float32[5, n, 4]']);
    expect(loop(loopBody(relu), 'unknown')).toEqual(['float32[n, 4]', 'float32[?, n, 4]']);
    const decides = loopBody(relu, (b) => b.op('Cast', [b.input('never', 'float32', [])], { to: 9 }));
    expect(() => loop(decides, 'known')).toThrow();
  });

  it('opens the dimensions that grow', () => {
    const grow = (b: GraphBuilder, carried: ValueId) => b.op('Concat', [carried, carried], { axis: 0 });
    expect(loop(loopBody(grow), 'known')).toEqual(['float32[?, 4]', 'float32[5, ?, 4]']);
    const deepen = (b: GraphBuilder, carried: ValueId) => b.op('Unsqueeze', [carried, b.ints('axes', [0])]);
    expect(loop(loopBody(deepen), 'known')).toEqual(['float32', 'float32']);
  });
});

describe('Scan', () => {
  it('takes slices and stacks results', () => {
    const b = graphBuilder();
    const state = b.typedInput('state', null);
    const slice = b.typedInput('slice', null);
    const sum = b.op('Add', [state, slice]);
    b.output('next', sum);
    b.output('seen', b.op('Identity', [sum]));
    const g = graphBuilder();
    const inputs = [g.input('s', 'float32', ['n']), g.input('x', 'float32', ['n', 7])];
    const attrs = { body: b, num_scan_inputs: 1, scan_input_axes: [1], scan_output_axes: [-1] };
    const [last, seen] = g.node('Scan', inputs, attrs, { outputs: 2 });
    if (last === undefined || seen === undefined) throw new Error('two outputs');
    g.output('last', last);
    g.output('seen', seen);
    expect(outputsOf(g)).toEqual(['float32[n]', 'float32[n, 7]']);
  });
});
