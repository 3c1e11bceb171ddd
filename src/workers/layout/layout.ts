import { LayoutCache, layOutCompound } from './compound';
import type { LayoutRequest, LayoutResult } from './protocol';

const cache = new LayoutCache();

/** Lays out a graph of cards and open boxes from top to bottom. */
export function layOut(request: LayoutRequest): LayoutResult {
  return layOutCompound(request, (_, graph) => cache.get(graph));
}
