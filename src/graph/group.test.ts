import { describe, expect, it } from 'vitest';
import { type GraphBuilder, graphBuilder } from './fixtures';
import type { Graph } from './graph';
import { groupNodes, type NodeGroup } from './group';
import { isShapeArithmetic } from './group/helpers';
import type { ValueId } from './types';

/** Six nodes, named below `scope` (null: without names): a feed-forward block with a residual. */
function block(g: GraphBuilder, x: ValueId, scope: string | null, width: number): ValueId {
  const named = (op: string) => ({ name: scope === null ? '' : `${scope}/${op}` });
  const w = g.constant(`${scope}${x}w`, 'float32', [8, width]);
  const v = g.constant(`${scope}${x}v`, 'float32', [width, 8]);
  const up = g.op('MatMul', [x, w], {}, named('up'));
  const act = g.op('Relu', [up], {}, named('act'));
  const gate = g.op('Sigmoid', [up], {}, named('gate'));
  const mixed = g.op('Mul', [act, gate], {}, named('mix'));
  const down = g.op('MatMul', [mixed, v], {}, named('down'));
  return g.op('Add', [x, down], {}, named('add'));
}

function model(scopes: readonly (string | null)[], widths: readonly number[] = []): Graph {
  const g = graphBuilder();
  let x = g.input('x', 'float32', [2, 8]);
  x = g.op('Tanh', [x], {}, { name: scopes[0] === null ? '' : '/first' });
  scopes.forEach((scope, i) => {
    x = block(g, x, scope, widths[i] ?? 16);
  });
  g.output('y', g.op('Exp', [x], {}, { name: scopes[0] === null ? '' : '/last' }));
  return g.build();
}

const sizes = (group: NodeGroup): number =>
  group.nodes.length + group.children.reduce((n, c) => n + sizes(c), 0);

describe('groupNodes', () => {
  it('makes groups of scopes and one repeat of equal layers in a row', () => {
    const scopes = [0, 1, 2, 3].map((i) => `/encoder/layer.${i}`);
    const { root, groupOf } = groupNodes(model(scopes));
    expect(root.nodes).toEqual([0, 25]);
    const [encoder] = root.children;
    expect(encoder).toMatchObject({ label: 'encoder', kind: 'scope', size: 24 });
    const [run] = encoder?.children ?? [];
    expect(run).toMatchObject({ label: 'layer.0 … 3', kind: 'repeat', repeatCount: 4, nodes: [] });
    expect(run?.children.map((layer) => [layer.id, layer.repeatOf, layer.repeatCount])).toEqual([
      ['/encoder/layer.0', null, 4],
      ['/encoder/layer.1', '/encoder/layer.0', 4],
      ['/encoder/layer.2', '/encoder/layer.0', 4],
      ['/encoder/layer.3', '/encoder/layer.0', 4],
    ]);
    expect(root.nodes.map((node) => groupOf.get(node))).toEqual(['', '']);
    expect(sizes(root)).toBe(26);
  });

  it('keeps layers of other structure out of the repeat', () => {
    const scopes = [0, 1, 2, 3].map((i) => `enc/layer_${i}`);
    const { root } = groupNodes(model(scopes, [16, 16, 32, 16]));
    const labels = root.children[0]?.children.map((child) => `${child.label}×${child.repeatCount}`);
    expect(labels).toEqual(['layer_0 … 1×2', 'layer_2×1', 'layer_3×1']);
  });

  it('finds repeated structure where there are no names', () => {
    const { root } = groupNodes(model([null, null, null, null]));
    expect(root.nodes).toHaveLength(2);
    expect(root.children).toHaveLength(1);
    expect(root.children[0]).toMatchObject({ kind: 'repeat', repeatCount: 4, label: 'MatMul', size: 24 });
    expect(root.children[0]?.children.map((unit) => unit.size)).toEqual([6, 6, 6, 6]);
  });

  it('makes blocks of the same operators whose sizes differ, without a run', () => {
    const { root } = groupNodes(model([null, null, null, null], [16, 32, 64, 128]));
    expect(root.children.map(({ kind, size, repeatCount }) => [kind, size, repeatCount])).toEqual(
      Array.from({ length: 4 }, () => ['block', 6, 1]),
    );
  });

  it('wraps no run that something else passes through', () => {
    const g = graphBuilder();
    let x = g.input('x', 'float32', [2, 8]);
    for (const i of [1, 2])
      x = g.op('Tanh', [block(g, x, `/layer/norm${i}`, 16)], {}, { name: `/layer/t${i}` });
    g.output('y', g.op('Exp', [x], {}, { name: '/last' }));
    const { root } = groupNodes(g.build());
    const labels = root.children[0]?.children.map(({ label, repeatCount }) => [label, repeatCount]);
    expect(labels).toEqual([
      ['norm1', 2],
      ['norm2', 2],
    ]);
  });

  it('puts constants and shape arithmetic with their consumers, marked as helpers', () => {
    const g = graphBuilder();
    let x = g.input('x', 'float32', ['n', 8]);
    for (const scope of ['/a', '/b']) {
      const shape = g.op('Shape', [x]);
      const rows = g.op('Gather', [shape, g.scalar(`${scope}zero`, 'int64', 0)]);
      const dims = g.op('Unsqueeze', [rows, g.ints(`${scope}axes`, [0])]);
      const target = g.op('Concat', [dims, g.ints(`${scope}eight`, [8])], { axis: 0 });
      x = block(g, x, scope, 16);
      x = g.op('Reshape', [x, target], {}, { name: `${scope}/Reshape` });
    }
    g.output('y', g.op('Exp', [x], {}, { name: '/last' }));
    const graph = g.build();
    const { root, helpers } = groupNodes(graph);
    expect([...helpers].map((id) => graph.node(id).op)).toEqual([
      'Shape',
      'Gather',
      'Unsqueeze',
      'Concat',
      'Shape',
      'Gather',
      'Unsqueeze',
      'Concat',
    ]);
    expect(root.children.map(({ id, size, visible }) => [id, size, visible])).toEqual([
      ['/a', 11, 7],
      ['/b', 11, 7],
    ]);
    expect([...graph.nodes()].filter((node) => isShapeArithmetic(graph, node))).toHaveLength(8);
  });

  it('takes a node without a name into the scope of its neighbours', () => {
    const g = graphBuilder();
    const x = g.input('x', 'float32', [2, 8]);
    const a = block(g, x, '/a', 16);
    const made = g.op('Neg', [a]);
    g.output('y', g.op('Abs', [made], {}, { name: '/a/abs' }));
    const { root } = groupNodes(g.build());
    expect(root.children[0]).toMatchObject({ id: '/a', size: 8 });
  });

  it('leaves random generators in sight', () => {
    const g = graphBuilder();
    const x = g.input('x', 'float32', [2]);
    const noise = g.op('RandomNormal', [], { shape: [2] });
    g.output('y', g.op('Add', [x, noise]));
    expect(groupNodes(g.build()).helpers.size).toBe(0);
  });
});
