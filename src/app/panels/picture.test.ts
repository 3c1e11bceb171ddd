import { describe, expect, it } from 'vitest';
import type { GraphView, StepView, ViewNode } from '../../workers/session/protocol';
import { viewNode } from '../testing';
import { pictureOf } from './picture';

const node = (id: string, op: string, hidden = false) =>
  viewNode(id, { op, name: '', family: 'other', shape: '1×8', hidden });
const view = (nodes: readonly ViewNode[], wires: readonly (readonly [string, string])[]): GraphView => ({
  step: 0,
  nodes,
  edges: wires.map(([from, to]) => ({ id: `${from}-${to}`, from, to, shape: '' })),
  groups: [],
});
const step = (removed: readonly string[], added: readonly string[]) => ({ removed, added }) as StepView;

describe('the picture of a rewrite', () => {
  const before = view(
    [
      node('a', 'Conv'),
      node('b', 'Relu'),
      node('c', 'MaxPool'),
      node('far', 'Gemm'),
      node('k', 'Shape', true),
    ],
    [
      ['a', 'b'],
      ['b', 'c'],
      ['c', 'far'],
      ['k', 'b'],
    ],
  );
  const after = view(
    [node('a', 'Conv'), node('d', 'FusedConv'), node('c', 'MaxPool'), node('far', 'Gemm')],
    [
      ['d', 'c'],
      ['c', 'far'],
    ],
  );

  it('shows what went and what came, with what is right above and below', () => {
    const picture = pictureOf(before, after, step(['a', 'b'], ['d']));
    expect(picture.before.nodes.map(({ op, changed, row }) => [op, changed, row])).toEqual([
      ['Conv', true, 0],
      ['Relu', true, 1],
      ['MaxPool', false, 2],
    ]);
    expect(picture.after.nodes.map(({ op, changed, row }) => [op, changed, row])).toEqual([
      ['FusedConv', true, 0],
      ['MaxPool', false, 1],
    ]);
    expect(picture.before.edges).toHaveLength(2);
  });

  it('shows what the canvas hides where a rewrite touched nothing else', () => {
    const shapes = view(
      [node('s', 'Shape', true), node('g', 'Gather', true), node('r', 'Reshape')],
      [
        ['s', 'g'],
        ['g', 'r'],
      ],
    );
    const folded = view([node('s', 'Shape', true), node('r', 'Reshape')], []);
    const picture = pictureOf(shapes, folded, step(['g'], []));
    expect(picture.before.nodes.map(({ op, changed }) => [op, changed])).toEqual([
      ['Gather', true],
      ['Shape', false],
      ['Reshape', false],
    ]);
    expect(picture.after.nodes.map(({ op }) => op).sort()).toEqual(['Reshape', 'Shape']);
  });

  it('shows on the other side what a rewrite that only removes had joined', () => {
    const joined = view([node('a', 'Conv'), node('c', 'MaxPool')], [['a', 'c']]);
    const picture = pictureOf(before, joined, step(['b'], []));
    expect(picture.after.nodes.map(({ op }) => op).sort()).toEqual(['Conv', 'MaxPool']);
    expect(picture.after.edges).toEqual([{ from: 'a', to: 'c' }]);
  });

  it('stays small, and says how many found no room', () => {
    const many = Array.from({ length: 30 }, (_, i) => node(`m${i}`, 'Add'));
    const ids = many.map(({ id }) => id);
    const picture = pictureOf(view(many, []), view([], []), step(ids, []));
    expect(picture.before.nodes.length + picture.before.left).toBe(30);
    expect(picture.before.nodes.length).toBeLessThan(12);
  });
});
