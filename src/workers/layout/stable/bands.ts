import { at } from '../layered/types';

/** Horizontal stripes that hold nodes; between two of them there is nothing but wires. */
export interface Bands {
  readonly top: number[];
  readonly bottom: number[];
  /** Which band each node is in; -1 for nodes that were left out. */
  readonly of: Int32Array;
  /** For each band, the nodes' extents across, by their left ends: left and right alternating. */
  readonly taken: readonly number[][];
}

/** Gathers nodes whose extents overlap vertically. `[count]` arrays; a node with NaN for its `y` is left out. */
export function bandsOf(x: Float64Array, y: Float64Array, width: Float64Array, height: Float64Array): Bands {
  const order = Array.from(y.keys())
    .filter((v) => !Number.isNaN(at(y, v)))
    .sort((a, b) => at(y, a) - at(y, b));
  const of = new Int32Array(y.length).fill(-1);
  const top: number[] = [];
  const bottom: number[] = [];
  const members: number[][] = [];
  for (const v of order) {
    const last = bottom.length - 1;
    if (last < 0 || at(y, v) >= (bottom[last] ?? 0)) {
      top.push(at(y, v));
      bottom.push(at(y, v) + at(height, v));
      members.push([v]);
    } else {
      bottom[last] = Math.max(bottom[last] ?? 0, at(y, v) + at(height, v));
      members[last]?.push(v);
    }
    of[v] = bottom.length - 1;
  }
  const taken = members.map((nodes) =>
    nodes.sort((a, b) => at(x, a) - at(x, b)).flatMap((v) => [at(x, v), at(x, v) + at(width, v)]),
  );
  return { top, bottom, of, taken };
}

/**
 * The free place nearest to `wanted` for something `width` wide, `gap` away from what is taken; places between
 * `wanted` and `towards` are a little nearer than others. `taken` holds left and right ends alternating, by left end.
 *
 * @returns its centre
 */
export function freePlace(
  taken: readonly number[],
  wanted: number,
  width: number,
  gap: number,
  towards = wanted,
): number {
  const half = width / 2 + gap;
  let best = Number.NaN;
  let bestCost = Number.POSITIVE_INFINITY;
  const offer = (from: number, to: number) => {
    if (from > to) return;
    const place = Math.min(to, Math.max(from, wanted));
    const cost = Math.abs(place - wanted) + 0.3 * Math.abs(place - towards);
    if (cost < bestCost) {
      best = place;
      bestCost = cost;
    }
  };
  let free = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < taken.length; k += 2) {
    offer(free, at(taken, k) - half);
    free = Math.max(free, at(taken, k + 1) + half);
  }
  offer(free, Number.POSITIVE_INFINITY);
  return best;
}
