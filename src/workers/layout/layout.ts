import { type Arrange, LayoutCache, layOutCompound } from './compound';
import { at, defaultSpacing } from './layered/types';
import { BOX_HEAD, BOX_PADDING, type LayoutRequest, type LayoutResult } from './protocol';
import { type Places, patchLayout } from './stable/patch';

const cache = new LayoutCache();

/**
 * Lays out a graph of cards and open boxes from top to bottom; near the previous layout where there is one, container
 * by container: what has a place keeps it, as long as that leaves a readable drawing.
 */
export function layOut(request: LayoutRequest): LayoutResult {
  const { previous } = request;
  const arrange: Arrange = (container, graph, inner) => {
    const origin = previous === null ? null : originOf(container.box, request);
    if (previous === null || origin === null) return cache.get(graph);
    const take = (from: Float64Array, shift: number, own: (item: number) => number = () => 0) =>
      Float64Array.from({ length: graph.count }, (_, v) => {
        const item = container.members[v];
        return item === undefined ? Number.NaN : at(from, item) - shift + own(item);
      });
    const before: Places = {
      // A box that grew to the left starts further left, so that what it holds stays where it was.
      x: take(previous.x, origin.x, (item) => inner(item)?.layout.left ?? 0),
      y: take(previous.y, origin.y),
      width: take(previous.width, 0),
      height: take(previous.height, 0),
    };
    return patchLayout(graph, before, defaultSpacing) ?? cache.get(graph);
  };
  return layOutCompound(request, arrange);
}

/** Where the inside of a box began in the previous layout; null when it was not there. */
function originOf(box: number, { previous }: LayoutRequest): { x: number; y: number } | null {
  if (previous === null) return null;
  if (box < 0) return { x: 0, y: 0 };
  const x = at(previous.x, box);
  const y = at(previous.y, box);
  return Number.isNaN(x) ? null : { x: x + BOX_PADDING, y: y + BOX_HEAD };
}
