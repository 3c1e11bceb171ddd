import type { LayoutRequest, LayoutResult, Previous } from '../../workers/layout/protocol';
import { CARD_HEIGHT, CARD_WIDTH, END_HEIGHT, type Item, type Scene } from './scene';

/** A scene with a place for everything. */
export interface PlacedScene {
  readonly scene: Scene;
  readonly layout: LayoutResult;
}

export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const heightOf = (item: Item): number =>
  item.kind === 'node' && item.node.kind !== 'node' ? END_HEIGHT : CARD_HEIGHT;

/** What the layout worker needs to know of a scene; near `previous` where that is given. */
export function layoutRequest(scene: Scene, previous: PlacedScene | null): LayoutRequest {
  const { items, edges, indexOf } = scene;
  return {
    width: Float64Array.from(items, () => CARD_WIDTH),
    height: Float64Array.from(items, heightOf),
    parent: Int32Array.from(items, (item) => (item.parent === null ? -1 : (indexOf.get(item.parent) ?? -1))),
    box: Uint8Array.from(items, (item) => (item.kind === 'box' ? 1 : 0)),
    from: Int32Array.from(edges, (edge) => edge.from),
    to: Int32Array.from(edges, (edge) => edge.to),
    previous: previous === null ? null : placesOf(items, previous),
  };
}

function placesOf(items: readonly Item[], { scene, layout }: PlacedScene): Previous {
  const take = (from: Float64Array) =>
    Float64Array.from(items, (item) => {
      const index = scene.indexOf.get(item.id);
      return index === undefined ? Number.NaN : (from[index] ?? Number.NaN);
    });
  return { x: take(layout.x), y: take(layout.y), width: take(layout.width), height: take(layout.height) };
}

/** Where an item is. */
export function rectOf({ layout }: PlacedScene, index: number): Rect {
  return {
    x: layout.x[index] ?? 0,
    y: layout.y[index] ?? 0,
    width: layout.width[index] ?? 0,
    height: layout.height[index] ?? 0,
  };
}

/** The smallest rectangle around several; null for none. */
export function around(rects: readonly Rect[]): Rect | null {
  if (rects.length === 0) return null;
  const x = Math.min(...rects.map((r) => r.x));
  const y = Math.min(...rects.map((r) => r.y));
  return {
    x,
    y,
    width: Math.max(...rects.map((r) => r.x + r.width)) - x,
    height: Math.max(...rects.map((r) => r.y + r.height)) - y,
  };
}

export const overlaps = (a: Rect, b: Rect): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

export const contains = (outer: Rect, inner: Rect): boolean =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height;
