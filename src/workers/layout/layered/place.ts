import type { Order } from './order';
import { at, type Rows, rowsOf, type Spacing } from './types';
import type { Proper } from './wires';

/**
 * Horizontal places (Brandes and Köpf, “Fast and simple horizontal coordinate assignment”, 2001): four alignments,
 * each straight where it can be, compacted by longest paths over blocks and averaged. Linear in nodes and steps.
 *
 * @returns `[count]`: the centre of each node and wire
 */
export function placeAcross(proper: Proper, order: Order, layers: number, spacing: Spacing): Float64Array {
  const { count } = proper;
  const sorted = (rows: Rows): Rows => {
    for (let v = 0; v < count; v++) {
      rows.target
        .subarray(at(rows.start, v), at(rows.start, v + 1))
        .sort((a, b) => at(order.place, a) - at(order.place, b));
    }
    return rows;
  };
  const up = sorted(rowsOf(count, proper.to, proper.from));
  const down = sorted(rowsOf(count, proper.from, proper.to));
  const conflicts = findConflicts(proper, order, layers, up);
  const mainUp = withoutLeaves(up, count);
  const mainDown = withoutLeaves(down, count);
  const results: Float64Array[] = [];
  for (const downwards of [true, false]) {
    for (const leftwards of [true, false]) {
      const blocks = align(
        proper,
        order,
        layers,
        downwards ? mainUp : mainDown,
        conflicts,
        downwards,
        leftwards,
      );
      results.push(compact(proper, order, layers, blocks, spacing, leftwards));
    }
  }
  return balance(results, proper);
}

/**
 * Neighbours without leaves, where a node has others: a column is aligned along its main chain, and does not drift
 * aside with every parameter that hangs on it.
 */
function withoutLeaves(rows: Rows, count: number): Rows {
  const degree = (v: number) => at(rows.start, v + 1) - at(rows.start, v);
  const keys: number[] = [];
  const targets: number[] = [];
  for (let v = 0; v < count; v++) {
    const all = rows.target.subarray(at(rows.start, v), at(rows.start, v + 1));
    const main = all.filter((u) => degree(u) > 0);
    for (const u of main.length > 0 ? main : all) {
      keys.push(v);
      targets.push(u);
    }
  }
  return rowsOf(count, Int32Array.from(keys), Int32Array.from(targets));
}

const pairKey = (a: number, b: number, count: number): number => (a < b ? a * count + b : b * count + a);

/** Steps that cross a straight run of wires: they give way. */
function findConflicts(proper: Proper, order: Order, layers: number, up: Rows): ReadonlySet<number> {
  const { count, real } = proper;
  const conflicts = new Set<number>();
  for (let l = 1; l < layers; l++) {
    const from = at(order.start, l);
    const to = at(order.start, l + 1);
    const aboveSize = from - at(order.start, l - 1);
    let leftBound = 0;
    let scanned = from;
    for (let i = from; i < to; i++) {
      const v = at(order.items, i);
      const parent = v >= real ? at(up.target, at(up.start, v)) : -1;
      const inner = parent >= real;
      if (!inner && i !== to - 1) continue;
      const rightBound = inner ? at(order.place, parent) : aboveSize - 1;
      for (; scanned <= i; scanned++) {
        const w = at(order.items, scanned);
        for (let n = at(up.start, w); n < at(up.start, w + 1); n++) {
          const u = at(up.target, n);
          const place = at(order.place, u);
          const bothWires = u >= real && w >= real;
          if ((place < leftBound || place > rightBound) && !bothWires) conflicts.add(pairKey(u, w, count));
        }
      }
      leftBound = rightBound;
    }
  }
  return conflicts;
}

/** Joins each node to a median neighbour, so that chains become vertical blocks. Returns each node's block root. */
function align(
  proper: Proper,
  order: Order,
  layers: number,
  neighbours: Rows,
  conflicts: ReadonlySet<number>,
  downwards: boolean,
  leftwards: boolean,
): Int32Array {
  const { count } = proper;
  const root = Int32Array.from({ length: count }, (_, v) => v);
  const taken = new Uint8Array(count);
  for (let k = 0; k < layers; k++) {
    const l = downwards ? k : layers - 1 - k;
    const from = at(order.start, l);
    const size = at(order.start, l + 1) - from;
    let bound = leftwards ? -1 : Number.POSITIVE_INFINITY;
    for (let i = 0; i < size; i++) {
      const v = at(order.items, leftwards ? from + i : from + size - 1 - i);
      const first = at(neighbours.start, v);
      const degree = at(neighbours.start, v + 1) - first;
      if (degree === 0) continue;
      const low = (degree - 1) >> 1;
      const high = degree >> 1;
      for (let m = 0; m <= high - low; m++) {
        const u = at(neighbours.target, first + (leftwards ? low + m : high - m));
        const place = at(order.place, u);
        const free = leftwards ? place > bound : place < bound;
        if (taken[u] === 1 || !free || conflicts.has(pairKey(u, v, count))) continue;
        root[v] = at(root, u);
        taken[u] = 1;
        bound = place;
        break;
      }
    }
  }
  return root;
}

/** Packs the blocks to the left, then lets each slide right as far as its neighbours allow; mirrored for `leftwards` false. */
function compact(
  proper: Proper,
  order: Order,
  layers: number,
  root: Int32Array,
  spacing: Spacing,
  leftwards: boolean,
): Float64Array {
  const { count, real, width } = proper;
  const from: number[] = [];
  const to: number[] = [];
  const gaps: number[] = [];
  for (let l = 0; l < layers; l++) {
    for (let i = at(order.start, l) + 1; i < at(order.start, l + 1); i++) {
      const a = at(order.items, i - 1);
      const b = at(order.items, i);
      const gap = a >= real || b >= real ? spacing.wireGap : spacing.nodeGap;
      const wanted = (at(width, a) + at(width, b)) / 2 + gap;
      from.push(leftwards ? at(root, a) : at(root, b));
      to.push(leftwards ? at(root, b) : at(root, a));
      gaps.push(wanted);
    }
  }
  const edge = Int32Array.from(from.keys());
  const out = rowsOf(count, Int32Array.from(from), edge);
  const topological = blockOrder(count, root, out, to);
  const x = new Float64Array(count);
  for (const v of topological) {
    for (let n = at(out.start, v); n < at(out.start, v + 1); n++) {
      const e = at(out.target, n);
      const w = at(to, e);
      x[w] = Math.max(at(x, w), at(x, v) + at(gaps, e));
    }
  }
  for (let k = topological.length - 1; k >= 0; k--) {
    const v = at(topological, k);
    let room = Number.POSITIVE_INFINITY;
    for (let n = at(out.start, v); n < at(out.start, v + 1); n++) {
      const e = at(out.target, n);
      room = Math.min(room, at(x, at(to, e)) - at(gaps, e));
    }
    if (Number.isFinite(room)) x[v] = Math.max(at(x, v), room);
  }
  const result = new Float64Array(count);
  for (let v = 0; v < count; v++) result[v] = leftwards ? at(x, at(root, v)) : -at(x, at(root, v));
  return result;
}

function blockOrder(count: number, root: Int32Array, out: Rows, to: readonly number[]): Int32Array {
  const waiting = new Int32Array(count);
  for (const w of to) waiting[w] = at(waiting, w) + 1;
  const order: number[] = [];
  for (let v = 0; v < count; v++) if (root[v] === v && waiting[v] === 0) order.push(v);
  for (let k = 0; k < order.length; k++) {
    const v = at(order, k);
    for (let n = at(out.start, v); n < at(out.start, v + 1); n++) {
      const w = at(to, at(out.target, n));
      waiting[w] = at(waiting, w) - 1;
      if (waiting[w] === 0) order.push(w);
    }
  }
  return Int32Array.from(order);
}

/** Shifts the four results to the narrowest one's side, then takes the mean of the two middle ones at each place. */
function balance(results: readonly Float64Array[], { count, width }: Proper): Float64Array {
  const bounds = results.map((x) => {
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (let v = 0; v < count; v++) {
      low = Math.min(low, at(x, v) - at(width, v) / 2);
      high = Math.max(high, at(x, v) + at(width, v) / 2);
    }
    return { low, high };
  });
  const narrowest = bounds.reduce((best, now) => (now.high - now.low < best.high - best.low ? now : best));
  const shifts = bounds.map((b, k) => (k % 2 === 0 ? narrowest.low - b.low : narrowest.high - b.high));
  const x = new Float64Array(count);
  const four = [0, 0, 0, 0];
  for (let v = 0; v < count; v++) {
    results.forEach((result, k) => {
      four[k] = at(result, v) + at(shifts, k);
    });
    four.sort((a, b) => a - b);
    x[v] = (at(four, 1) + at(four, 2)) / 2;
  }
  return x;
}
