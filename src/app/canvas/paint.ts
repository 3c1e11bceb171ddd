import { type Mark, markOf } from './marks';
import { overlayLevel } from './overlay';
import type { Painting } from './painting';
import { paintHeads, paintWires } from './paintWires';
import { HEAT_STEPS, type Palette } from './palette';
import { overlaps, type PlacedScene, type Rect, rectOf } from './placed';

export interface Viewport {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

/** Below this zoom cards are not mounted: the canvas draws them as blocks. */
export const CARD_ZOOM = 0.4;

/** The part of the canvas that a window of this size shows. */
export const seen = ({ x, y, zoom }: Viewport, width: number, height: number): Rect => ({
  x: -x / zoom,
  y: -y / zoom,
  width: width / zoom,
  height: height / zoom,
});

/** Draws boxes, wires and, from afar, blocks for cards. The context's own transform is in device pixels. */
export function paint(
  context: CanvasRenderingContext2D,
  painting: Painting,
  palette: Palette,
  viewport: Viewport,
  size: { width: number; height: number; ratio: number },
): void {
  const { x, y, zoom } = viewport;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, size.width * size.ratio, size.height * size.ratio);
  context.setTransform(size.ratio * zoom, 0, 0, size.ratio * zoom, size.ratio * x, size.ratio * y);
  const window = seen(viewport, size.width, size.height);
  paintBoxes(context, painting.placed, palette, window, zoom);
  paintWires(context, painting, palette, window, zoom);
  if (zoom >= CARD_ZOOM) paintHeads(context, painting, palette, window);
  else paintBlocks(context, painting, palette, window, zoom);
}

function paintBoxes(
  context: CanvasRenderingContext2D,
  placed: PlacedScene,
  palette: Palette,
  window: Rect,
  zoom: number,
) {
  context.lineWidth = 1 / Math.min(1, zoom);
  placed.scene.items.forEach((item, index) => {
    if (item.kind !== 'box') return;
    const rect = rectOf(placed, index);
    if (!overlaps(rect, window)) return;
    context.beginPath();
    context.roundRect(rect.x, rect.y, rect.width, rect.height, 12);
    context.fillStyle = palette.box;
    context.fill();
    context.strokeStyle = palette.boxLine;
    context.stroke();
  });
}

/** The colour of a mark. */
export const colourOf = (mark: Mark, palette: Palette): string =>
  mark === 'dreamed' ? palette.imagined : palette[mark];

function paintBlocks(
  context: CanvasRenderingContext2D,
  painting: Painting,
  palette: Palette,
  window: Rect,
  zoom: number,
) {
  const { placed, marks, selected, scale, lit, plays = null } = painting;
  const radius = zoom > 0.15 ? 8 : 0;
  const byColour = new Map<string, Rect[]>();
  const outlined: [rect: Rect, colour: string, dashed: boolean][] = [];
  placed.scene.items.forEach((item, index) => {
    if (item.kind === 'box') return;
    const rect = rectOf(placed, index);
    if (!overlaps(rect, window)) return;
    const family = item.kind === 'folded' ? item.family : item.node.family;
    const level = overlayLevel(scale, item);
    const colour =
      level === null
        ? palette.families[family]
        : (palette.heat[Math.round(level * HEAT_STEPS)] ?? palette.wire);
    const list = byColour.get(colour);
    if (list === undefined) byColour.set(colour, [rect]);
    else list.push(rect);
    const mark = markOf(marks, item.id);
    if (mark !== null) outlined.push([rect, colourOf(mark, palette), mark === 'removed']);
    else if (plays?.has(item.id) === true) outlined.push([rect, palette.playable, false]);
    if (lit?.has(item.id) === true) outlined.push([rect, palette.ink, false]);
    if (item.id === selected) outlined.push([rect, palette.accent, false]);
  });
  for (const [colour, rects] of byColour) {
    context.fillStyle = colour;
    context.beginPath();
    for (const r of rects) {
      if (radius > 0) context.roundRect(r.x, r.y, r.width, r.height, radius);
      else context.rect(r.x, r.y, r.width, r.height);
    }
    context.fill();
  }
  for (const [r, colour, dashed] of outlined) {
    const grow = 4 / zoom;
    context.strokeStyle = colour;
    context.lineWidth = 3 / zoom;
    context.setLineDash(dashed ? [6 / zoom, 4 / zoom] : []);
    context.strokeRect(r.x - grow, r.y - grow, r.width + 2 * grow, r.height + 2 * grow);
  }
  context.setLineDash([]);
}
