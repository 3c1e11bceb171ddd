import { assert } from '../../../core';
import { at, BOTTOM, type FlatGraph, FREE, type Rows, rowsOf, TOP } from './types';

export interface Layering {
  /** `[count]`: layer of each node, from 0 at the top. */
  readonly layer: Int32Array;
  readonly layers: number;
  readonly topological: Int32Array;
  readonly preds: Rows;
  readonly succs: Rows;
}

/**
 * Longest-path layering from the top; then what merely leads into something further down (an input, or a chain from
 * one) is pulled down to its consumer, so that its wire is short.
 */
export function assignLayers(graph: FlatGraph): Layering {
  const { count, from, to, pin } = graph;
  const succs = rowsOf(count, from, to);
  const preds = rowsOf(count, to, from);
  const topological = topologicalOrder(count, preds, succs);
  const layer = new Int32Array(count);
  const pinned = pin.includes(TOP);
  for (const v of topological) {
    let depth = pinned && pin[v] !== TOP ? 1 : 0;
    for (let i = at(preds.start, v); i < at(preds.start, v + 1); i++) {
      depth = Math.max(depth, at(layer, at(preds.target, i)) + 1);
    }
    layer[v] = depth;
  }
  pullDown(graph, layer, topological, preds, succs);
  let last = 0;
  for (let v = 0; v < count; v++) if (pin[v] !== BOTTOM) last = Math.max(last, at(layer, v));
  let layers = count === 0 ? 0 : last + 1;
  if (pin.includes(BOTTOM)) {
    layers = last + 2;
    for (let v = 0; v < count; v++) if (pin[v] === BOTTOM) layer[v] = last + 1;
  }
  return { layer, layers, topological, preds, succs };
}

/** Kahn's algorithm with a stack, so that a chain stays together. */
function topologicalOrder(count: number, preds: Rows, succs: Rows): Int32Array {
  const waiting = new Int32Array(count);
  const stack: number[] = [];
  for (let v = count - 1; v >= 0; v--) {
    waiting[v] = at(preds.start, v + 1) - at(preds.start, v);
    if (waiting[v] === 0) stack.push(v);
  }
  const order = new Int32Array(count);
  let filled = 0;
  for (let v = stack.pop(); v !== undefined; v = stack.pop()) {
    order[filled++] = v;
    for (let i = at(succs.start, v + 1) - 1; i >= at(succs.start, v); i--) {
      const w = at(succs.target, i);
      const left = at(waiting, w) - 1;
      waiting[w] = left;
      if (left === 0) stack.push(w);
    }
  }
  assert(filled === count, 'a graph to be laid out must not contain a cycle');
  return order;
}

function pullDown(graph: FlatGraph, layer: Int32Array, order: Int32Array, preds: Rows, succs: Rows): void {
  const { count, pin } = graph;
  // The trunk grows from the sources of the longest paths; whatever no trunk leads into is loose.
  const height = new Int32Array(count);
  for (let k = count - 1; k >= 0; k--) {
    const v = at(order, k);
    for (let i = at(succs.start, v); i < at(succs.start, v + 1); i++) {
      height[v] = Math.max(at(height, v), at(height, at(succs.target, i)) + 1);
    }
  }
  const tallest = height.reduce((a, b) => Math.max(a, b), 0);
  const loose = new Uint8Array(count);
  for (const v of order) {
    if (pin[v] !== FREE) continue;
    const first = at(preds.start, v);
    const last = at(preds.start, v + 1);
    let free = first < last || at(height, v) < tallest;
    for (let i = first; i < last; i++) free &&= loose[at(preds.target, i)] === 1;
    if (free) loose[v] = 1;
  }
  for (let k = count - 1; k >= 0; k--) {
    const v = at(order, k);
    if (loose[v] === 0 || at(succs.start, v) === at(succs.start, v + 1)) continue;
    let nearest = Number.POSITIVE_INFINITY;
    for (let i = at(succs.start, v); i < at(succs.start, v + 1); i++) {
      const w = at(succs.target, i);
      if (pin[w] !== BOTTOM) nearest = Math.min(nearest, at(layer, w));
    }
    if (Number.isFinite(nearest)) layer[v] = Math.max(at(layer, v), nearest - 1);
  }
}
