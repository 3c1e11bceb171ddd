import { describe, expect, it } from 'vitest';
import { viewNode } from '../testing';
import { hottestItem, overlayFigure, overlayLevel, overlayScale, sharedScales } from './overlay';
import type { FoldedItem, NodeItem, Scene } from './scene';

const node = (id: string, macs: number, share: number | null = null): NodeItem => ({
  kind: 'node',
  id,
  node: viewNode(id, { op: 'MatMul', family: 'matmul', share, macs }),
  parent: null,
});

const run = (id: string, times: number, macs: number, share: number | null = null): FoldedItem => ({
  kind: 'folded',
  id,
  label: id,
  groups: Array.from({ length: times }, (_, i) => `${id}${i}`),
  size: 3,
  share,
  macs,
  bytes: 0,
  family: 'matmul',
  parent: null,
});

const scene = (...items: (NodeItem | FoldedItem)[]): Scene => ({
  items,
  edges: [],
  indexOf: new Map(items.map(({ id }, i) => [id, i])),
  itemOf: new Map(items.map(({ id }, i) => [id, i])),
  step: 0,
});

const bare = (text: string | null) => text?.replaceAll('\u202f', ' ');

describe('overlay', () => {
  const layers = run('layers', 12, 12e9, 0.9);
  const head = node('head', 1e9, 0.1);
  const both = scene(layers, head, node('add', 0, 0));

  it('colours a run of blocks as one of them, so that it does not wash out the rest', () => {
    const scale = overlayScale('macs', both);
    expect(scale.largest).toBe(1e9);
    expect(overlayLevel(scale, layers)).toBe(1);
    expect(overlayLevel(scale, head)).toBe(1);
    const timed = overlayScale('runtime', both);
    expect(timed.largest).toBeCloseTo(0.1);
    expect(overlayLevel(timed, layers)).toBeCloseTo(Math.sqrt(0.75));
  });

  it('puts the figure on the card, of one block where there are several, and none for nothing', () => {
    const scale = overlayScale('macs', both);
    expect(bare(overlayFigure(scale, layers))).toBe('1.00 G each');
    expect(bare(overlayFigure(scale, head))).toBe('1.00 G');
    expect(overlayFigure(scale, node('add', 0))).toBeNull();
    expect(bare(overlayFigure(overlayScale('runtime', both), head))).toBe('10 %');
  });

  it('colours nothing where nothing is known', () => {
    const unknown = scene(node('a', 0), node('b', 0));
    for (const overlay of ['runtime', 'legal', 'agent', 'gap'] as const) {
      const scale = overlayScale(overlay, unknown);
      expect(scale.largest).toBe(0);
      expect(overlayLevel(scale, node('a', 0))).toBeNull();
      expect(hottestItem(scale, unknown)).toBeNull();
    }
  });

  it('tells apart what has no figure from what is not known', () => {
    const two = scene(node('a', 0), node('b', 0));
    const scale = overlayScale('legal', two, new Map([['a', 3]]));
    expect(overlayLevel(scale, node('a', 0))).toBe(1);
    expect(overlayLevel(scale, node('b', 0))).toBe(0);
    expect(overlayFigure(scale, node('a', 0))).toBe('3 rewrites');
    expect(overlayLevel(overlayScale('runtime', two), node('b', 0))).toBeNull();
  });

  it('colours two graphs by one scale', () => {
    const small = scene(node('c', 1e6));
    const [one, other] = sharedScales(overlayScale('macs', both), overlayScale('macs', small));
    expect(one.largest).toBe(other.largest);
    expect(overlayLevel(other, node('c', 1e6))).toBeCloseTo(Math.sqrt(1e-3));
  });

  it('knows the hottest card', () => {
    expect(hottestItem(overlayScale('runtime', both), both)).toBe(1);
  });
});
