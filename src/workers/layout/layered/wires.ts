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

/** Inserts wires. Edges of one chain share them, as far as each goes. */
export function insertWires(graph: FlatGraph, { layer }: Layering): Proper {
  const { count, from, to, chain } = graph;
  const edges = from.length;
  const chains = chain.reduce((most, c) => Math.max(most, c + 1), 0);
  const crossed = (e: number) => at(layer, at(to, e)) - at(layer, at(from, e)) - 1;
  const length = new Int32Array(chains);
  const source = new Int32Array(chains);
  for (let e = 0; e < edges; e++) {
    length[at(chain, e)] = Math.max(at(length, at(chain, e)), crossed(e));
    source[at(chain, e)] = at(from, e);
  }
  const first = new Int32Array(chains);
  let total = count;
  for (let c = 0; c < chains; c++) {
    first[c] = total;
    total += at(length, c);
  }
  const allLayers = new Int32Array(total);
  allLayers.set(layer);
  const width = new Float64Array(total);
  width.set(graph.width);
  const above = new Int32Array(total - count).fill(-1);
  const stepFrom = new Int32Array(total - count + edges);
  const stepTo = new Int32Array(total - count + edges);
  let steps = 0;
  const step = (a: number, b: number) => {
    stepFrom[steps] = a;
    stepTo[steps++] = b;
  };
  for (let c = 0; c < chains; c++) {
    for (let i = 0; i < at(length, c); i++) {
      const wire = at(first, c) + i;
      allLayers[wire] = at(layer, at(source, c)) + i + 1;
      if (i > 0) above[wire - count] = wire - 1;
      step(i === 0 ? at(source, c) : wire - 1, wire);
    }
  }
  const lastWire = new Int32Array(edges).fill(-1);
  for (let e = 0; e < edges; e++) {
    const wires = crossed(e);
    if (wires > 0) lastWire[e] = at(first, at(chain, e)) + wires - 1;
    step(wires > 0 ? at(lastWire, e) : at(from, e), at(to, e));
  }
  return { count: total, real: count, layer: allLayers, width, from: stepFrom, to: stepTo, lastWire, above };
}
