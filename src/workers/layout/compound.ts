import { type Container, flatten, splitIntoContainers, type Way } from './containers';
import { layOutFlat } from './layered/layered';
import { at, BOTTOM, type FlatGraph, type FlatLayout, TOP } from './layered/types';
import { BOX_HEAD, BOX_PADDING, type LayoutRequest, type LayoutResult } from './protocol';

/** Layouts of containers by their structure: repeated blocks are laid out once. */
export class LayoutCache {
  private readonly known = new Map<string, FlatLayout>();
  constructor(private readonly limit = 64) {}

  get(graph: FlatGraph): FlatLayout {
    const { width, height, pin, from, to, chain, fromShift, toShift } = graph;
    const key = [width, height, pin, from, to, chain, fromShift, toShift]
      .map((array) => array.join())
      .join('|');
    const found = this.known.get(key) ?? layOutFlat(graph);
    this.known.delete(key);
    this.known.set(key, found);
    const oldest = this.known.keys().next();
    if (this.known.size > this.limit && oldest.done !== true) this.known.delete(oldest.value);
    return found;
  }
}

/** What came out for one container: a layout of its members and ends, and the room around it. */
export interface Placed {
  readonly container: Container;
  readonly layout: FlatLayout;
  readonly graph: FlatGraph;
  readonly width: number;
  readonly height: number;
}

/** How one container is laid out; `layOutFlat` through a cache unless the layout is to stay near a previous one. */
export type Arrange = (
  container: Container,
  graph: FlatGraph,
  inner: (item: number) => Placed | null,
) => FlatLayout;

/** Lays out boxes from the innermost outwards, each as one node of the box around it, then puts them in place. */
export function layOutCompound(request: LayoutRequest, arrange: Arrange): LayoutResult {
  const started = performance.now();
  const { containers, ways } = splitIntoContainers(request);
  const placed = new Map<number, Placed>();
  const place = (box: number): Placed => {
    const known = placed.get(box);
    if (known !== undefined) return known;
    const container = containers.get(box) as Container;
    const size = (item: number) =>
      request.box[item] === 1
        ? place(item)
        : { width: at(request.width, item), height: at(request.height, item) };
    const attach = (item: number, pin: 1 | 2, source: number): number => {
      if (request.box[item] !== 1) return 0;
      const inner = place(item);
      const end = inner.container.endOf.get(`${pin}:${source}`);
      return end === undefined
        ? 0
        : (inner.width - inner.layout.width) / 2 -
            inner.layout.left +
            at(inner.layout.x, end) +
            2 -
            inner.width / 2;
    };
    const graph = flatten(container, size, attach);
    const layout = arrange(container, graph, (item) => (request.box[item] === 1 ? place(item) : null));
    const made: Placed = {
      container,
      layout,
      graph,
      width: Math.max(160, layout.width + 2 * BOX_PADDING),
      height: layout.height + BOX_HEAD + BOX_PADDING,
    };
    placed.set(box, made);
    return made;
  };
  place(-1);
  return assemble(request, placed, ways, performance.now() - started);
}

function assemble(
  request: LayoutRequest,
  placed: ReadonlyMap<number, Placed>,
  ways: readonly Way[],
  milliseconds: number,
): LayoutResult {
  const count = request.width.length;
  const x = new Float64Array(count);
  const y = new Float64Array(count);
  const width = request.width.slice();
  const height = request.height.slice();
  const origin = new Map<number, readonly [number, number]>([[-1, [0, 0]]]);
  const queue = [-1];
  for (const box of queue) {
    const { container, layout } = placed.get(box) as Placed;
    const [dx, dy] = origin.get(box) as readonly [number, number];
    container.members.forEach((item, v) => {
      x[item] = at(layout.x, v) + dx;
      y[item] = at(layout.y, v) + dy;
      const inner = request.box[item] === 1 ? placed.get(item) : undefined;
      if (inner === undefined) return;
      width[item] = inner.width;
      height[item] = inner.height;
      origin.set(item, [
        at(x, item) + (inner.width - inner.layout.width) / 2 - inner.layout.left,
        at(y, item) + BOX_HEAD,
      ]);
      queue.push(item);
    });
  }
  const pieces = new Map<Container, number>();
  const points: number[] = [];
  const pieceStart: number[] = [0];
  const pieceOwn: number[] = [];
  for (const { container, layout, graph } of placed.values()) {
    pieces.set(container, pieceOwn.length);
    const [dx, dy] = origin.get(container.box) as readonly [number, number];
    layout.routes.forEach((route, e) => {
      pieceOwn.push(points.length + 2 * route.ownFrom);
      // An end lies on the inside; the box's rim is a padding away.
      const rimAbove = graph.pin[at(graph.from, e)] === TOP ? BOX_HEAD : 0;
      const rimBelow = graph.pin[at(graph.to, e)] === BOTTOM ? BOX_PADDING : 0;
      const own = route.points;
      for (let k = 0; k < own.length; k += 2) {
        const rim = k === 0 ? -rimAbove : k === own.length - 2 ? rimBelow : 0;
        points.push(at(own, k) + dx, at(own, k + 1) + dy + rim);
      }
      pieceStart.push(points.length);
    });
  }
  const edgeStart = [0];
  const edgePieces: number[] = [];
  for (const way of ways) {
    for (const [container, edge] of way) edgePieces.push((pieces.get(container) ?? 0) + edge);
    edgeStart.push(edgePieces.length);
  }
  return {
    x,
    y,
    width,
    height,
    bounds: boundsOf(x, y, width, height),
    points: Float32Array.from(points),
    pieceStart: Int32Array.from(pieceStart),
    pieceOwn: Int32Array.from(pieceOwn),
    edgeStart: Int32Array.from(edgeStart),
    edgePieces: Int32Array.from(edgePieces),
    milliseconds,
  };
}

function boundsOf(x: Float64Array, y: Float64Array, width: Float64Array, height: Float64Array) {
  if (x.length === 0) return { x: 0, y: 0, width: 0, height: 0 };
  let left = Number.POSITIVE_INFINITY;
  let top = Number.POSITIVE_INFINITY;
  let right = Number.NEGATIVE_INFINITY;
  let bottom = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < x.length; i++) {
    left = Math.min(left, at(x, i));
    top = Math.min(top, at(y, i));
    right = Math.max(right, at(x, i) + at(width, i));
    bottom = Math.max(bottom, at(y, i) + at(height, i));
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}
