/** Where a node may lie: `top` and `bottom` pin the ends of an opened group, where its wires come in and go out. */
export const FREE = 0;
export const TOP = 1;
export const BOTTOM = 2;

/** A directed acyclic graph to be laid out from top to bottom. Sizes in pixels at zoom 1. */
export interface FlatGraph {
  readonly count: number;
  /** `[count]` */
  readonly width: Float64Array;
  /** `[count]` */
  readonly height: Float64Array;
  /** `[count]`, FREE, TOP or BOTTOM. */
  readonly pin: Uint8Array;
  /** `[edges]`: node indices. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** `[edges]`: edges with one number leave one node together and share a wire; numbered from 0 without holes. */
  readonly chain: Int32Array;
  /** `[edges]`: where the edge meets its source and its target, to the right of their middle. */
  readonly fromShift: Float64Array;
  readonly toShift: Float64Array;
}

/** The result: top left corners and, for each edge, a polyline that a curve can follow. */
export interface FlatLayout {
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** The least x of anything; 0 unless the layout stays near an earlier one and grew to the left. */
  readonly left: number;
  readonly width: number;
  readonly height: number;
  readonly routes: readonly Route[];
}

/**
 * An edge's way: x and y alternating, from the bottom of its source to the top of its target. Edges that leave one
 * node share the first part of their way; `ownFrom` is the point from which this one is drawn when all are.
 */
export interface Route {
  readonly points: Float64Array;
  readonly ownFrom: number;
}

export interface Spacing {
  /** Between two nodes of a layer. */
  readonly nodeGap: number;
  /** Between a wire that passes by and its neighbour. */
  readonly wireGap: number;
  /** Between two layers. */
  readonly layerGap: number;
}

export const defaultSpacing: Spacing = { nodeGap: 32, wireGap: 18, layerGap: 40 };

/** An element that is there: indices in this folder are right by construction. */
export const at = (array: ArrayLike<number>, index: number): number => array[index] as number;

/** Adjacency in compressed rows: the neighbours of `v` are `target[start[v]] … target[start[v + 1] - 1]`. */
export interface Rows {
  readonly start: Int32Array;
  readonly target: Int32Array;
}

/** Rows of `count` keys from parallel arrays, in the order in which the pairs come. */
export function rowsOf(count: number, keys: Int32Array, targets: Int32Array): Rows {
  const start = new Int32Array(count + 1);
  for (const key of keys) start[key + 1] = at(start, key + 1) + 1;
  for (let v = 0; v < count; v++) start[v + 1] = at(start, v + 1) + at(start, v);
  const fill = start.slice();
  const target = new Int32Array(keys.length);
  for (let e = 0; e < keys.length; e++) {
    const key = at(keys, e);
    const slot = at(fill, key);
    target[slot] = at(targets, e);
    fill[key] = slot + 1;
  }
  return { start, target };
}
