import { describe, expect, it } from 'vitest';
import type { GraphView, ViewGroup, ViewNode } from '../../workers/session/protocol';
import { viewNode } from '../testing';
import { fold, single } from './fold';

const node = (id: string, group: string | null = null, hidden = false) => viewNode(id, { group, hidden });

const chain = (ids: readonly string[]) => ids.slice(1).map((to, i) => [ids[i] ?? '', to] as const);

function view(
  nodes: ViewNode[],
  edges: readonly (readonly [string, string])[],
  groups: ViewGroup[],
): GraphView {
  return {
    step: 0,
    nodes,
    edges: edges.map(([from, to], i) => ({ id: `e${i}`, from, to, shape: '1' })),
    groups,
  };
}

const layer = (n: number, parent: string | null = null): ViewGroup => ({
  id: `layer.${n}`,
  label: `layer.${n}`,
  parent,
  repeatKey: 'layer',
});

/** in → four layers of three nodes → out. */
function stack(): GraphView {
  const ids = ['in'];
  const nodes = [node('in')];
  for (let n = 0; n < 4; n++) {
    for (const part of ['a', 'b', 'c']) {
      ids.push(`${part}${n}`);
      nodes.push(node(`${part}${n}`, `layer.${n}`));
    }
  }
  nodes.push(node('out'));
  return view(
    nodes,
    chain([...ids, 'out']),
    [0, 1, 2, 3].map((n) => layer(n)),
  );
}

const closed = { opened: new Set<string>(), constants: false };

describe('fold', () => {
  it('makes one card of blocks that repeat one after the other', () => {
    const scene = fold(stack(), closed);
    expect(scene.items.map((item) => item.id)).toEqual(['in', 'fold:layer.0', 'out']);
    const card = scene.items[1];
    expect(card).toMatchObject({ kind: 'folded', label: 'layer.0\u202f–\u202f3', size: 3 });
    expect(scene.edges).toEqual([
      { from: 0, to: 1 },
      { from: 1, to: 2 },
    ]);
    expect(scene.itemOf.get('b2')).toBe(1);
  });

  it('opens one block in place and keeps the runs beside it', () => {
    const scene = fold(stack(), { ...closed, opened: new Set(['layer.1']) });
    expect(scene.items.map((item) => item.id)).toEqual([
      'layer.1',
      'in',
      'fold:layer.0',
      'a1',
      'b1',
      'c1',
      'fold:layer.2',
      'out',
    ]);
    expect(scene.items[3]).toMatchObject({ parent: 'layer.1' });
    expect(scene.items[6]).toMatchObject({ groups: ['layer.2', 'layer.3'] });
  });

  it('shows the blocks of a run one by one', () => {
    const opened = new Set([0, 1, 2, 3].map((n) => single(`layer.${n}`)));
    expect(fold(stack(), { ...closed, opened }).items).toHaveLength(6);
  });

  it('does not join blocks with something between them', () => {
    const base = stack();
    const between = [...base.nodes, node('between')];
    const edges = base.edges
      .map(({ from, to }) => [from, to] as const)
      .concat([
        ['c0', 'between'],
        ['between', 'a1'],
      ]);
    const scene = fold(view(between, edges, [...base.groups]), closed);
    expect(scene.items.map((item) => item.id)).toContain('fold:layer.0');
    expect(scene.items.map((item) => item.id)).toContain('fold:layer.1');
  });

  it('draws a group that is not convex as its nodes', () => {
    const nodes = [
      node('a', 'g'),
      node('x'),
      node('b', 'g'),
      node('c', 'g'),
      node('d', 'h'),
      node('e', 'h'),
      node('f', 'h'),
    ];
    const groups: ViewGroup[] = ['g', 'h'].map((id) => ({ id, label: id, parent: null, repeatKey: 'k' }));
    const edges = chain(['a', 'x', 'b', 'c', 'd', 'e', 'f']);
    const scene = fold(view(nodes, edges, groups), closed);
    expect(scene.items.map((item) => item.id)).toEqual(['a', 'x', 'b', 'c', 'fold:h']);
  });

  it('hides constants until they are asked for', () => {
    const made = view(
      [node('k', null, true), node('a'), node('b')],
      [
        ['k', 'a'],
        ['a', 'b'],
      ],
      [],
    );
    expect(fold(made, closed).items).toHaveLength(2);
    expect(fold(made, { ...closed, constants: true }).items).toHaveLength(3);
  });

  it('keeps an opened group open when a rewrite made it unlike its siblings', () => {
    const base = stack();
    const groups = base.groups.map((g) => (g.id === 'layer.3' ? { ...g, repeatKey: null } : g));
    const scene = fold({ ...base, groups }, { ...closed, opened: new Set(['layer.3']) });
    expect(scene.items.map((item) => item.id)).toEqual([
      'layer.3',
      'in',
      'fold:layer.0',
      'a3',
      'b3',
      'c3',
      'out',
    ]);
  });
});
