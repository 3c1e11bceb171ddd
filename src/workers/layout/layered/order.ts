import { at, type Rows, rowsOf } from './types';
import type { Proper } from './wires';

/** Nodes and wires of each layer from left to right. */
export interface Order {
  /** `[layers + 1]`: where each layer starts in `items`. */
  readonly start: Int32Array;
  /** `[count]` */
  readonly items: Int32Array;
  /** `[count]`: place within the layer. */
  readonly place: Int32Array;
}

const SWEEPS = 8;
const PATIENCE = 3;

/**
 * Orders each layer so that few edges cross: a depth-first start, then sweeps down and up that sort each layer by the
 * mean place of its neighbours (Sugiyama's barycenter), keeping the best order met.
 */
export function orderLayers(proper: Proper, layers: number): Order {
  const { count, layer } = proper;
  const up = rowsOf(count, proper.to, proper.from);
  const down = rowsOf(count, proper.from, proper.to);
  const start = new Int32Array(layers + 1);
  for (let v = 0; v < count; v++) start[at(layer, v) + 1] = at(start, at(layer, v) + 1) + 1;
  for (let l = 0; l < layers; l++) start[l + 1] = at(start, l + 1) + at(start, l);
  const items = depthFirst(proper, start, down);
  const place = new Int32Array(count);
  const settle = () => {
    for (let l = 0; l < layers; l++) {
      for (let i = at(start, l); i < at(start, l + 1); i++) place[at(items, i)] = i - at(start, l);
    }
  };
  settle();
  let best = items.slice();
  let fewest = crossings(start, items, place, down, layers);
  const key = new Float64Array(count);
  for (let sweep = 0, stale = 0; sweep < SWEEPS && stale < PATIENCE && fewest > 0; sweep++) {
    const downwards = sweep % 2 === 0;
    for (let k = 1; k < layers; k++) {
      const l = downwards ? k : layers - 1 - k;
      sortLayer(items, at(start, l), at(start, l + 1), downwards ? up : down, place, key);
    }
    const now = crossings(start, items, place, down, layers);
    if (now < fewest) {
      fewest = now;
      best = items.slice();
      stale = 0;
    } else stale++;
  }
  items.set(best);
  settle();
  return { start, items, place };
}

/** Left to right in the order of a depth-first walk from the first layer. */
function depthFirst(proper: Proper, start: Int32Array, down: Rows): Int32Array {
  const { count, layer } = proper;
  const items = new Int32Array(count);
  const fill = start.slice();
  const seen = new Uint8Array(count);
  const byLayer = Array.from({ length: count }, (_, v) => v).sort((a, b) => at(layer, a) - at(layer, b));
  const stack: number[] = [];
  for (const root of byLayer) {
    if (seen[root] === 1) continue;
    stack.push(root);
    for (let v = stack.pop(); v !== undefined; v = stack.pop()) {
      if (seen[v] === 1) continue;
      seen[v] = 1;
      const slot = at(fill, at(layer, v));
      items[slot] = v;
      fill[at(layer, v)] = slot + 1;
      for (let i = at(down.start, v + 1) - 1; i >= at(down.start, v); i--) {
        const w = at(down.target, i);
        if (seen[w] === 0) stack.push(w);
      }
    }
  }
  return items;
}

/** Sorts one layer by the mean place of its neighbours; what has none stays where it is. */
function sortLayer(
  items: Int32Array,
  from: number,
  to: number,
  neighbours: Rows,
  place: Int32Array,
  key: Float64Array,
): void {
  if (to - from < 2) return;
  const movable: number[] = [];
  const slots: number[] = [];
  for (let i = from; i < to; i++) {
    const v = at(items, i);
    const first = at(neighbours.start, v);
    const last = at(neighbours.start, v + 1);
    if (first === last) continue;
    let sum = 0;
    for (let n = first; n < last; n++) sum += at(place, at(neighbours.target, n));
    key[v] = sum / (last - first);
    movable.push(v);
    slots.push(i);
  }
  movable.sort((a, b) => at(key, a) - at(key, b) || at(place, a) - at(place, b));
  movable.forEach((v, k) => {
    items[at(slots, k)] = v;
  });
  for (let i = from; i < to; i++) place[at(items, i)] = i - from;
}

/** Crossing pairs of steps (Barth, Jünger and Mutzel: an accumulator tree over each pair of layers). */
function crossings(
  start: Int32Array,
  items: Int32Array,
  place: Int32Array,
  down: Rows,
  layers: number,
): number {
  let total = 0;
  const ends: number[] = [];
  for (let l = 0; l + 1 < layers; l++) {
    const below = at(start, l + 2) - at(start, l + 1);
    if (below < 2 || at(start, l + 1) - at(start, l) < 2) continue;
    ends.length = 0;
    for (let i = at(start, l); i < at(start, l + 1); i++) {
      const v = at(items, i);
      const first = ends.length;
      for (let n = at(down.start, v); n < at(down.start, v + 1); n++)
        ends.push(at(place, at(down.target, n)));
      if (ends.length - first > 1) {
        const own = ends.splice(first).sort((a, b) => a - b);
        for (const end of own) ends.push(end);
      }
    }
    let leaves = 1;
    while (leaves < below) leaves *= 2;
    const tree = new Int32Array(2 * leaves);
    for (const end of ends) {
      let index = end + leaves;
      tree[index] = at(tree, index) + 1;
      while (index > 1) {
        if (index % 2 === 0) total += at(tree, index + 1);
        index >>= 1;
        tree[index] = at(tree, index) + 1;
      }
    }
  }
  return total;
}
