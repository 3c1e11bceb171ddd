import { describe, expect, it } from 'vitest';
import { must } from '../core';
import { diffGraphs } from './diff';
import { Edit } from './edit';
import { graphBuilder } from './fixtures';
import type { Graph } from './graph';

/** A chain of `ops` between x and y, names numbered from `from`. */
function chain(ops: readonly string[], from = 0): Graph {
  const g = graphBuilder();
  let at = g.input('x', 'float32', [4]);
  const w = g.constant('w', 'float32', [4], [1, 2, 3, 4]);
  ops.forEach((op, i) => {
    at = g.op(op, op === 'Add' ? [at, w] : [at], {}, { name: `n${i + from}` });
  });
  g.output('y', at);
  return g.build();
}

const opsOf = (graph: Graph, ids: readonly number[]): string[] =>
  [...graph.nodes()].filter((node) => ids.includes(node.id)).map((node) => node.op);

describe('diffGraphs', () => {
  it('goes by ids where one graph was edited into the other', () => {
    const before = chain(['Relu', 'Neg', 'Abs']);
    const edit = new Edit(before);
    const neg = must([...before.nodes()][1], 'Neg');
    const [added] = edit.addNode({ op: 'Sqrt', inputs: [must(neg.inputs[0], 'input')] });
    edit.replace(must(neg.outputs[0], 'output'), must(added, 'output'));
    edit.sweep([neg.id]);
    const { graph: after } = edit.finish();
    const diff = diffGraphs(before, after);
    expect(diff).toMatchObject({ added: [3], removed: [1], changed: [{ before: 2, after: 2 }] });
    expect([...diff.mapping]).toEqual([
      [0, 0],
      [2, 2],
    ]);
  });

  it('finds equal graphs equal, whatever they are called', () => {
    const diff = diffGraphs(chain(['Relu', 'Add', 'Abs']), chain(['Relu', 'Add', 'Abs'], 10));
    expect(diff).toMatchObject({ added: [], removed: [], changed: [] });
    expect(diff.mapping.size).toBe(3);
  });

  it('matches unrelated graphs around what differs', () => {
    const before = chain(['Relu', 'Neg', 'Add', 'Abs', 'Exp']);
    const after = chain(['Relu', 'Add', 'Abs', 'Sqrt', 'Exp'], 20);
    const diff = diffGraphs(before, after);
    expect(opsOf(before, diff.removed)).toEqual(['Neg']);
    expect(opsOf(after, diff.added)).toEqual(['Sqrt']);
    expect(
      opsOf(
        before,
        diff.changed.map((pair) => pair.before),
      ),
    ).toEqual(['Add', 'Exp']);
  });

  it('calls a node changed when an attribute or a constant of it is another', () => {
    const model = (alpha: number, bias: number) => {
      const g = graphBuilder();
      const x = g.input('x', 'float32', [2]);
      const a = g.op('LeakyRelu', [x], { alpha: { float: alpha } });
      g.output('y', g.op('Add', [a, g.constant('b', 'float32', [2], [bias, bias])]));
      return g.build();
    };
    const diff = diffGraphs(model(0.5, 1), model(0.25, 1));
    expect(diff).toMatchObject({ added: [], removed: [], changed: [{ before: 0, after: 0 }] });
    const other = diffGraphs(model(0.5, 1), model(0.5, 2));
    expect(other).toMatchObject({ added: [], removed: [], changed: [{ before: 1, after: 1 }] });
  });
});
