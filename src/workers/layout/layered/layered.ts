import { packComponents } from './components';
import { assignLayers } from './layers';
import { orderLayers } from './order';
import { placeAcross } from './place';
import { at, defaultSpacing, type FlatGraph, type FlatLayout, FREE, type Route, type Spacing } from './types';
import { insertWires, type Proper } from './wires';

/**
 * Lays a directed acyclic graph out in layers from top to bottom (Sugiyama's method), in near-linear time: long edges
 * that leave one node share one wire, and every pass is linear or a sort of one layer.
 */
export function layOutFlat(graph: FlatGraph, spacing: Spacing = defaultSpacing): FlatLayout {
  if (graph.count === 0) {
    return { x: new Float64Array(0), y: new Float64Array(0), left: 0, width: 0, height: 0, routes: [] };
  }
  return packComponents(graph, (part) => layOutConnected(part, spacing));
}

function layOutConnected(graph: FlatGraph, spacing: Spacing): FlatLayout {
  const layering = assignLayers(graph);
  const proper = insertWires(graph, layering);
  const order = orderLayers(proper, layering.layers);
  const centre = placeAcross(proper, order, layering.layers, spacing);
  const { tops, heights, total } = stack(graph, layering.layer, layering.layers, spacing);
  let left = Number.POSITIVE_INFINITY;
  let right = Number.NEGATIVE_INFINITY;
  for (let v = 0; v < proper.count; v++) {
    left = Math.min(left, at(centre, v) - at(proper.width, v) / 2);
    right = Math.max(right, at(centre, v) + at(proper.width, v) / 2);
  }
  for (let v = 0; v < proper.count; v++) centre[v] = at(centre, v) - left;
  const x = new Float64Array(graph.count);
  const y = new Float64Array(graph.count);
  for (let v = 0; v < graph.count; v++) {
    const l = at(layering.layer, v);
    x[v] = at(centre, v) - at(graph.width, v) / 2;
    y[v] = at(tops, l) + (at(heights, l) - at(graph.height, v)) / 2;
  }
  const routes = routesOf(graph, proper, centre, y, tops, heights);
  return { x, y, left: 0, width: right - left, height: total, routes };
}

/** The top and height of each layer. Layers that hold only the ends of a group are flat and sit close. */
function stack(graph: FlatGraph, layer: Int32Array, layers: number, spacing: Spacing) {
  const heights = new Float64Array(layers);
  const ends = new Uint8Array(layers).fill(1);
  for (let v = 0; v < graph.count; v++) {
    const l = at(layer, v);
    heights[l] = Math.max(at(heights, l), at(graph.height, v));
    if (graph.pin[v] === FREE) ends[l] = 0;
  }
  const tops = new Float64Array(layers);
  let y = 0;
  for (let l = 0; l < layers; l++) {
    tops[l] = y;
    const flat = ends[l] === 1 || ends[l + 1] === 1;
    y += at(heights, l) + (l + 1 < layers ? spacing.layerGap * (flat ? 0.6 : 1) : 0);
  }
  return { tops, heights, total: y };
}

function routesOf(
  graph: FlatGraph,
  proper: Proper,
  centre: Float64Array,
  y: Float64Array,
  tops: Float64Array,
  heights: Float64Array,
): Route[] {
  const { from, to } = graph;
  const drawnTo = new Map<number, number>();
  const routes: Route[] = new Array(from.length);
  // The longest edge of each chain draws the shared wire; shorter ones start where they branch off.
  const longestFirst = Array.from(from.keys()).sort(
    (a, b) => at(proper.lastWire, b) - at(proper.lastWire, a),
  );
  for (const e of longestFirst) {
    const v = at(from, e);
    const w = at(to, e);
    const wires: number[] = [];
    for (let wire = at(proper.lastWire, e); wire >= 0; wire = at(proper.above, wire - proper.real))
      wires.push(wire);
    wires.reverse();
    const points = new Float64Array(4 + 4 * wires.length);
    points[0] = at(centre, v) + at(graph.fromShift, e);
    points[1] = at(y, v) + at(graph.height, v);
    wires.forEach((wire, i) => {
      const l = at(proper.layer, wire);
      points[2 + 4 * i] = at(centre, wire);
      points[3 + 4 * i] = at(tops, l);
      points[4 + 4 * i] = at(centre, wire);
      points[5 + 4 * i] = at(tops, l) + at(heights, l);
    });
    points[points.length - 2] = at(centre, w) + at(graph.toShift, e);
    points[points.length - 1] = at(y, w);
    const shared = drawnTo.get(at(graph.chain, e));
    if (shared === undefined && wires.length > 0) drawnTo.set(at(graph.chain, e), wires.length);
    routes[e] = { points, ownFrom: shared === undefined ? 0 : 2 * wires.length };
  }
  return routes;
}
