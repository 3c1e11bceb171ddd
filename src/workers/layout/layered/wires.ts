import type { Layering } from './layers';
import { at, type FlatGraph } from './types';

/** The graph with every long edge cut into steps of one layer. */
export interface Proper {
  /** Nodes first, then wires: one per layer that an edge crosses. */
  readonly count: number;
  readonly real: number;
  readonly layer: Int32Array;
  readonly width: Float64Array;
  /** Steps between neighbouring layers. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** For each edge of the graph: the last wire on its way, or -1 when it crosses none. */
  readonly lastWire: Int32Array;
  /** `[count - real]`: the wire above, or -1 for the first of its chain. */
  readonly above: Int32Array;
}

/** Inserts wires. Edges that leave one node share one chain, as far as each goes. */
export function insertWires(graph: FlatGraph, layering: Layering): Proper {
  const { count, from, to } = graph;
  const { layer, succs } = layering;
  const reach = new Int32Array(count).fill(-1);
  for (let e = 0; e < from.length; e++) {
    const v = at(from, e);
    reach[v] = Math.max(at(reach, v), at(layer, at(to, e)) - 1);
  }
  const first = new Int32Array(count).fill(-1);
  let total = count;
  for (let v = 0; v < count; v++) {
    const needed = at(reach, v) - at(layer, v);
    if (needed <= 0) continue;
    first[v] = total;
    total += needed;
  }
  const allLayers = new Int32Array(total);
  allLayers.set(layer);
  const above = new Int32Array(total - count).fill(-1);
  const width = new Float64Array(total);
  width.set(graph.width);
  const steps: number[] = [];
  for (let v = 0; v < count; v++) {
    const start = at(first, v);
    const needed = at(reach, v) - at(layer, v);
    for (let i = 0; i < needed; i++) {
      const wire = start + i;
      allLayers[wire] = at(layer, v) + i + 1;
      above[wire - count] = i === 0 ? -1 : wire - 1;
      steps.push(i === 0 ? v : wire - 1, wire);
    }
    for (let i = at(succs.start, v); i < at(succs.start, v + 1); i++) {
      const w = at(succs.target, i);
      const crossed = at(layer, w) - at(layer, v) - 1;
      steps.push(crossed === 0 ? v : start + crossed - 1, w);
    }
  }
  const lastWire = new Int32Array(from.length).fill(-1);
  for (let e = 0; e < from.length; e++) {
    const v = at(from, e);
    const crossed = at(layer, at(to, e)) - at(layer, v) - 1;
    if (crossed > 0) lastWire[e] = at(first, v) + crossed - 1;
  }
  return {
    count: total,
    real: count,
    layer: allLayers,
    width,
    from: Int32Array.from({ length: steps.length / 2 }, (_, i) => at(steps, 2 * i)),
    to: Int32Array.from({ length: steps.length / 2 }, (_, i) => at(steps, 2 * i + 1)),
    lastWire,
    above,
  };
}
