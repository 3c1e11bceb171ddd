import { at, BOTTOM, type FlatGraph, type FlatLayout, FREE, type Spacing, TOP } from '../layered/types';
import { bandsOf, freePlace } from './bands';
import { routeThroughBands } from './routes';

/** Where the nodes of a container were, from its own corner; NaN for what is new. */
export interface Places {
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** `[count]`: how wide and high they were then. */
  readonly width: Float64Array;
  readonly height: Float64Array;
}

const ROUNDS = 4;

/**
 * Lays out a graph of which most nodes have a place already. Those stay; new ones go between what they lead from and
 * into, and where there is no room, everything below moves down together. Null when too little would stay, or a node
 * would end up above what feeds it: then a fresh layout is better.
 */
export function patchLayout(graph: FlatGraph, before: Places, spacing: Spacing): FlatLayout | null {
  const { count, pin } = graph;
  const moving = new Uint8Array(count);
  let real = 0;
  let fresh = 0;
  for (let v = 0; v < count; v++) {
    if (pin[v] !== FREE) continue;
    real++;
    if (Number.isNaN(at(before.y, v))) fresh++;
  }
  if (real === 0 || fresh * 2 > real) return null;
  for (let round = 0; round < ROUNDS; round++) {
    const board = new Board(graph, before, moving, spacing);
    board.makeRoomForGrowth(before);
    board.placeNew();
    const wrong = board.upsideDown();
    if (wrong.length === 0) return board.finish();
    for (const v of wrong) moving[v] = 1;
    const moved = moving.reduce((sum, m) => sum + m, 0);
    if ((fresh + moved) * 2 > real) return null;
  }
  return null;
}

interface Roof {
  readonly limit: number;
  readonly kept: number;
}

class Board {
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Nothing lies higher: in an opened group, room for the ends of its wires is left. */
  private readonly ceiling: number;

  constructor(
    private readonly graph: FlatGraph,
    before: Places,
    moving: Uint8Array,
    private readonly spacing: Spacing,
  ) {
    const keep = (from: Float64Array) =>
      from.map((value, v) => (moving[v] === 1 || graph.pin[v] !== FREE ? Number.NaN : value));
    this.x = keep(before.x);
    this.y = keep(before.y);
    this.ceiling = graph.pin.includes(TOP) ? spacing.layerGap * 0.6 : Number.NEGATIVE_INFINITY;
  }

  private bottom(v: number): number {
    return at(this.y, v) + at(this.graph.height, v);
  }

  /** An opened box that grew pushes down what lies below it, and aside what lies to its right. */
  makeRoomForGrowth(before: Places): void {
    const { count, width, height } = this.graph;
    for (let v = 0; v < count; v++) {
      if (Number.isNaN(at(this.y, v))) continue;
      const taller = at(height, v) - at(before.height, v);
      const wider = at(width, v) - at(before.width, v);
      if (!(taller > 0.5) && !(wider > 0.5)) continue;
      const oldBottom = at(this.y, v) + at(before.height, v);
      const oldRight = at(this.x, v) + at(before.width, v);
      for (let u = 0; u < count; u++) {
        if (u === v || Number.isNaN(at(this.y, u))) continue;
        if (taller > 0.5 && at(this.y, u) >= oldBottom - 0.5) this.y[u] = at(this.y, u) + taller;
        const beside = at(this.y, u) < this.bottom(v) && this.bottom(u) > at(this.y, v);
        if (wider > 0.5 && beside && at(this.x, u) >= oldRight - 0.5) this.x[u] = at(this.x, u) + wider;
      }
    }
  }

  placeNew(): void {
    const { count, pin, from, to, height, width } = this.graph;
    const isNew = (v: number) => pin[v] === FREE && Number.isNaN(at(this.y, v));
    const news = Array.from({ length: count }, (_, v) => v).filter(isNew);
    if (news.length === 0) return;
    const preds = new Map<number, number[]>(news.map((v) => [v, []]));
    const succs = new Map<number, number[]>(news.map((v) => [v, []]));
    for (let e = 0; e < from.length; e++) {
      if (pin[at(to, e)] === FREE) succs.get(at(from, e))?.push(at(to, e));
      if (pin[at(from, e)] === FREE) preds.get(at(to, e))?.push(at(from, e));
    }
    for (const v of sortTopologically(news, preds)) {
      const above = preds.get(v) ?? [];
      const lowest = Math.max(this.ceiling, ...above.map((u) => this.bottom(u) + this.spacing.layerGap));
      const { limit: highest, kept } = this.roof(v, succs, new Map());
      let top = Number.isFinite(lowest) ? lowest : highest - at(height, v);
      if (!Number.isFinite(top)) top = this.lowestBottom() + this.spacing.layerGap;
      const missing = top + at(height, v) - highest;
      if (missing > 0.5) this.shiftDown(kept - 0.5, missing);
      this.y[v] = top;
      // In a chain the wire goes straight down; where several come together, the middle of all is fair.
      const single = above.length === 1;
      const below = (succs.get(v) ?? []).filter((u) => !Number.isNaN(at(this.x, u)));
      const near = single ? above : [...above, ...below];
      const wanted =
        near.length === 0
          ? this.middle()
          : near.reduce((sum, u) => sum + at(this.x, u) + at(width, u) / 2, 0) / near.length;
      this.x[v] = freePlace(this.beside(v), wanted, at(width, v), this.spacing.nodeGap) - at(width, v) / 2;
    }
  }

  /**
   * How far down a new node may reach, with room for the new ones between it and what has a place; and the top of the
   * highest of those.
   */
  private roof(v: number, succs: ReadonlyMap<number, readonly number[]>, known: Map<number, Roof>): Roof {
    const found = known.get(v);
    if (found !== undefined) return found;
    let limit = Number.POSITIVE_INFINITY;
    let kept = Number.POSITIVE_INFINITY;
    for (const u of succs.get(v) ?? []) {
      const placed = !Number.isNaN(at(this.y, u));
      const below = placed ? { limit: at(this.y, u), kept: at(this.y, u) } : this.roof(u, succs, known);
      limit = Math.min(limit, below.limit - (placed ? 0 : at(this.graph.height, u)) - this.spacing.layerGap);
      kept = Math.min(kept, below.kept);
    }
    const made = { limit, kept };
    known.set(v, made);
    return made;
  }

  private shiftDown(from: number, by: number): void {
    for (let u = 0; u < this.graph.count; u++) if (at(this.y, u) >= from) this.y[u] = at(this.y, u) + by;
  }

  private lowestBottom(): number {
    let lowest = 0;
    for (let u = 0; u < this.graph.count; u++)
      if (!Number.isNaN(at(this.y, u))) lowest = Math.max(lowest, this.bottom(u));
    return lowest;
  }

  private middle(): number {
    const known = this.x.filter((value) => !Number.isNaN(value));
    return known.length === 0 ? 0 : known.reduce((sum, value) => sum + value, 0) / known.length;
  }

  /** What is beside a node, from left to right: left and right ends alternating. */
  private beside(v: number): number[] {
    const { count, width } = this.graph;
    const margin = this.spacing.layerGap / 4;
    const found: [number, number][] = [];
    for (let u = 0; u < count; u++) {
      if (u === v || Number.isNaN(at(this.x, u)) || Number.isNaN(at(this.y, u))) continue;
      if (at(this.y, u) < this.bottom(v) + margin && this.bottom(u) > at(this.y, v) - margin) {
        found.push([at(this.x, u), at(this.x, u) + at(width, u)]);
      }
    }
    return found.sort((a, b) => a[0] - b[0]).flat();
  }

  /** Nodes that lie above what feeds them. */
  upsideDown(): number[] {
    const { from, to, pin } = this.graph;
    const wrong = new Set<number>();
    for (let e = 0; e < from.length; e++) {
      const u = at(from, e);
      const v = at(to, e);
      if (pin[u] !== FREE || pin[v] !== FREE) continue;
      if (this.bottom(u) + this.spacing.layerGap / 3 > at(this.y, v)) wrong.add(v);
    }
    return [...wrong];
  }

  /**
   * Draws together what a closed box, or many removed nodes, left far apart. A gap of a node or two stays: to keep its place
   * is worth more to what lies below.
   */
  private closeGaps(): void {
    const { graph, spacing, x, y } = this;
    const { top, bottom, of } = bandsOf(x, y, graph.width, graph.height);
    const heights = Array.from(graph.height)
      .filter((_, v) => graph.pin[v] === FREE)
      .sort((a, b) => a - b);
    const most = 3 * (spacing.layerGap + (heights[heights.length >> 1] ?? 0));
    let up = 0;
    const shifts = top.map((start, band) => {
      const gap = start - (bottom[band - 1] ?? start);
      if (gap > most) up += gap - spacing.layerGap;
      return up;
    });
    for (let v = 0; v < graph.count; v++) {
      const shift = shifts[of[v] ?? -1];
      if (shift !== undefined) y[v] = at(y, v) - shift;
    }
  }

  finish(): FlatLayout {
    this.closeGaps();
    const { graph, spacing, x, y } = this;
    const bands = bandsOf(x, y, graph.width, graph.height);
    const bottom = this.placeEnds();
    const routes = routeThroughBands(graph, x, y, bands, spacing);
    let left = Number.POSITIVE_INFINITY;
    let right = Number.NEGATIVE_INFINITY;
    for (let v = 0; v < graph.count; v++) {
      left = Math.min(left, at(x, v));
      right = Math.max(right, at(x, v) + at(graph.width, v));
    }
    for (const { points } of routes) {
      for (let k = 0; k < points.length; k += 2) {
        left = Math.min(left, at(points, k));
        right = Math.max(right, at(points, k));
      }
    }
    return { x, y, width: right - left, height: bottom, routes, left };
  }

  /** Puts the ends of an opened group's wires on its rim, above and below what they belong to. Returns the bottom. */
  private placeEnds(): number {
    const { count, pin, from, to, width } = this.graph;
    const lowest = this.lowestBottom();
    const bottom = pin.includes(BOTTOM) ? lowest + this.spacing.layerGap * 0.6 : lowest;
    for (const side of [TOP, BOTTOM]) {
      const wanted: [number, number][] = [];
      for (let v = 0; v < count; v++) {
        if (pin[v] !== side) continue;
        let sum = 0;
        let n = 0;
        for (let e = 0; e < from.length; e++) {
          const other = at(from, e) === v ? at(to, e) : at(to, e) === v ? at(from, e) : -1;
          if (other < 0 || pin[other] !== FREE) continue;
          sum += at(this.x, other) + at(width, other) / 2;
          n++;
        }
        wanted.push([n === 0 ? this.middle() : sum / n, v]);
      }
      wanted.sort((a, b) => a[0] - b[0]);
      let free = Number.NEGATIVE_INFINITY;
      for (const [place, v] of wanted) {
        const left = Math.max(free, place - at(width, v) / 2);
        this.x[v] = left;
        this.y[v] = side === TOP ? 0 : bottom;
        free = left + at(width, v) + this.spacing.wireGap;
      }
    }
    return bottom;
  }
}

/** `nodes` so that each comes after those of its predecessors that are among them. */
function sortTopologically(
  nodes: readonly number[],
  preds: ReadonlyMap<number, readonly number[]>,
): number[] {
  const done = new Set<number>();
  const order: number[] = [];
  const visit = (v: number): void => {
    if (done.has(v)) return;
    done.add(v);
    for (const u of preds.get(v) ?? []) if (preds.has(u)) visit(u);
    order.push(v);
  };
  for (const v of nodes) visit(v);
  return order;
}
