import { describe, expect, it } from 'vitest';
import type { GraphView } from '../../workers/session/protocol';
import { viewNode } from '../testing';
import { cycles } from './acyclic';
import { unite } from './unite';

/** A graph from wires like `a>b`. */
function graph(step: number, wires: readonly string[], groups: GraphView['groups'] = []): GraphView {
  const edges = wires.map((wire, i) => {
    const [from = '', to = ''] = wire.split('>');
    return { id: `e${i}`, from, to, shape: '1' };
  });
  const ids = [...new Set(edges.flatMap(({ from, to }) => [from, to]))];
  return { step, nodes: ids.map((id) => viewNode(id)), edges, groups };
}

const wiresOf = (view: GraphView) => view.edges.map(({ from, to }) => `${from}>${to}`);

describe('unite', () => {
  const before = graph(0, ['a>b', 'b>c', 'c>d']);
  const after = graph(3, ['a>x', 'x>d']);

  it('has what both have once, and says of the rest whether it went or came', () => {
    const { view, nodes, wires, base } = unite(before, after);
    expect(base).toBe(0);
    expect(view.step).toBe(3);
    expect(view.nodes.map(({ id }) => id).sort()).toEqual(['a', 'b', 'c', 'd', 'x']);
    expect(Object.fromEntries(nodes)).toEqual({ b: 'removed', c: 'removed', x: 'added' });
    expect(Object.fromEntries(wires)).toEqual({
      'a>x': 'added',
      'x>d': 'added',
      'a>b': 'removed',
      'b>c': 'removed',
      'c>d': 'removed',
    });
  });

  it('puts what is gone between the neighbours that it had', () => {
    const ids = unite(before, after).view.nodes.map(({ id }) => id);
    expect(ids.slice(0, 3)).toEqual(['a', 'b', 'c']);
  });

  it('marks a wire between two nodes that stay', () => {
    const { wires, nodes } = unite(graph(0, ['a>b', 'b>c', 'a>c']), graph(1, ['a>b', 'b>c']));
    expect(nodes.size).toBe(0);
    expect(Object.fromEntries(wires)).toEqual({ 'a>c': 'removed' });
  });

  it('marks nothing where nothing changed', () => {
    const { nodes, wires, view } = unite(before, { ...before, step: 1 });
    expect([nodes.size, wires.size]).toEqual([0, 0]);
    expect(wiresOf(view)).toEqual(['a>b', 'b>c', 'c>d']);
  });

  it('leaves out a wire that would lead back where two nodes changed their order', () => {
    const { view, wires } = unite(graph(0, ['i>a', 'a>b', 'b>o']), graph(1, ['i>b', 'b>a', 'a>o']));
    expect(wires.get('a>b')).toBeUndefined();
    expect(wires.get('b>a')).toBe('added');
    const at = new Map(view.nodes.map(({ id }, i) => [id, i]));
    const targets: number[][] = view.nodes.map(() => []);
    for (const { from, to } of view.edges) targets[at.get(from) ?? 0]?.push(at.get(to) ?? 0);
    expect(cycles(view.nodes.length, targets)).toEqual([]);
  });

  it('leaves out as little as it can of a longer way back', () => {
    // Before: a → r → b; after: b → a. Either of the two wires of r can stay.
    const { view } = unite(graph(0, ['a>r', 'r>b']), graph(1, ['b>a']));
    expect(wiresOf(view)).toHaveLength(2);
  });

  it('knows the groups of what is gone', () => {
    const group = { id: 'g', label: 'g', parent: null, repeatKey: null };
    const { view } = unite({ ...before, groups: [group] }, after);
    expect(view.groups).toEqual([group]);
  });
});
