import type { LayoutResult } from '../../workers/layout/protocol';
import { type Mark, type Marks, markOf } from './marks';
import { type OverlayScale, overlayLevel } from './overlay';
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

export interface Painting {
  readonly placed: PlacedScene;
  readonly marks: Marks;
  readonly selected: string | null;
  readonly scale: OverlayScale;
  /** How many rewrites begin at an item, by id, while a person plays. */
  readonly plays?: ReadonlyMap<string, number> | null;
  /** 0…1: how far the wires of a rewrite have come in. */
  readonly progress: number;
  /** Edges that are new since the scene before; null when all or none are. */
  readonly newEdges: ReadonlySet<number> | null;
}

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
  if (zoom < CARD_ZOOM) paintBlocks(context, painting, palette, window, zoom);
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

const bounds = new WeakMap<LayoutResult, Float32Array>();

/** Left, top, right and bottom of each piece of wire. */
function pieceBounds(layout: LayoutResult): Float32Array {
  const known = bounds.get(layout);
  if (known !== undefined) return known;
  const count = layout.pieceOwn.length;
  const made = new Float32Array(4 * count);
  for (let p = 0; p < count; p++) {
    let left = Number.POSITIVE_INFINITY;
    let right = Number.NEGATIVE_INFINITY;
    let top = Number.POSITIVE_INFINITY;
    let bottom = Number.NEGATIVE_INFINITY;
    for (let k = layout.pieceStart[p] ?? 0; k < (layout.pieceStart[p + 1] ?? 0); k += 2) {
      left = Math.min(left, layout.points[k] ?? 0);
      right = Math.max(right, layout.points[k] ?? 0);
      top = Math.min(top, layout.points[k + 1] ?? 0);
      bottom = Math.max(bottom, layout.points[k + 1] ?? 0);
    }
    made.set([left, top, right, bottom], 4 * p);
  }
  bounds.set(layout, made);
  return made;
}

/** Adds a smooth way through the points `from` … `to` to the path. */
function trace(
  context: CanvasRenderingContext2D,
  points: Float32Array,
  from: number,
  to: number,
  straight: boolean,
) {
  let px = points[from] ?? 0;
  let py = points[from + 1] ?? 0;
  context.moveTo(px, py);
  for (let k = from + 2; k < to; k += 2) {
    const qx = points[k] ?? 0;
    const qy = points[k + 1] ?? 0;
    if (straight || Math.abs(px - qx) < 0.5) context.lineTo(qx, qy);
    else {
      const middle = (py + qy) / 2;
      context.bezierCurveTo(px, middle, qx, middle, qx, qy);
    }
    px = qx;
    py = qy;
  }
}

function paintWires(
  context: CanvasRenderingContext2D,
  painting: Painting,
  palette: Palette,
  window: Rect,
  zoom: number,
) {
  const { placed, marks, selected, newEdges, progress } = painting;
  const { layout, scene } = placed;
  const box = pieceBounds(layout);
  const straight = zoom < 0.12;
  const visible = (p: number) =>
    (box[4 * p] ?? 0) <= window.x + window.width &&
    (box[4 * p + 2] ?? 0) >= window.x &&
    (box[4 * p + 1] ?? 0) <= window.y + window.height &&
    (box[4 * p + 3] ?? 0) >= window.y;
  context.lineJoin = 'round';
  context.lineWidth = 1.4 / Math.min(1, zoom);
  context.strokeStyle = palette.wire;
  const coming = newEdges === null || progress >= 1 ? null : piecesOf(layout, newEdges);
  for (const fresh of [false, true]) {
    if (fresh && coming === null) break;
    context.globalAlpha = fresh ? progress : 1;
    context.beginPath();
    for (let p = 0; p < layout.pieceOwn.length; p++) {
      if (coming !== null && coming.has(p) !== fresh) continue;
      if (visible(p))
        trace(context, layout.points, layout.pieceOwn[p] ?? 0, layout.pieceStart[p + 1] ?? 0, straight);
    }
    context.stroke();
  }
  context.globalAlpha = 1;
  if (zoom >= CARD_ZOOM) paintHeads(context, painting, palette, window);
  const emphasised: [string, number, (mark: Mark | null, id: string) => boolean][] = [
    [palette.added, 2, (mark) => mark === 'added'],
    [palette.removed, 2, (mark) => mark === 'removed'],
    [palette.accent, 2.2, (_, id) => id === selected],
  ];
  if (marks.size === 0 && selected === null) return;
  for (const [colour, width, wanted] of emphasised) {
    context.strokeStyle = colour;
    context.lineWidth = width / Math.min(1, zoom);
    context.beginPath();
    scene.edges.forEach(({ from, to }, e) => {
      const a = scene.items[from]?.id ?? '';
      const b = scene.items[to]?.id ?? '';
      if (!wanted(markOf(marks, a), a) && !wanted(markOf(marks, b), b)) return;
      for (let k = layout.edgeStart[e] ?? 0; k < (layout.edgeStart[e + 1] ?? 0); k++) {
        const p = layout.edgePieces[k] ?? 0;
        if (visible(p))
          trace(context, layout.points, layout.pieceStart[p] ?? 0, layout.pieceStart[p + 1] ?? 0, straight);
      }
    });
    context.stroke();
  }
}

function piecesOf(layout: LayoutResult, edges: ReadonlySet<number>): ReadonlySet<number> {
  const pieces = new Set<number>();
  for (const e of edges) {
    for (let k = layout.edgeStart[e] ?? 0; k < (layout.edgeStart[e + 1] ?? 0); k++)
      pieces.add(layout.edgePieces[k] ?? 0);
  }
  return pieces;
}

/** A small arrowhead above every card that something leads into. */
function paintHeads(context: CanvasRenderingContext2D, { placed }: Painting, palette: Palette, window: Rect) {
  const entered = new Set(placed.scene.edges.map((edge) => edge.to));
  context.fillStyle = palette.wire;
  context.beginPath();
  for (const index of entered) {
    const rect = rectOf(placed, index);
    if (!overlaps(rect, window)) continue;
    const x = rect.x + rect.width / 2;
    context.moveTo(x, rect.y);
    context.lineTo(x - 4, rect.y - 7);
    context.lineTo(x + 4, rect.y - 7);
    context.closePath();
  }
  context.fill();
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
  const { placed, marks, selected, scale, plays = null } = painting;
  const radius = zoom > 0.15 ? 8 : 0;
  const byColour = new Map<string, Rect[]>();
  const outlined: [Rect, string][] = [];
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
    if (mark !== null) outlined.push([rect, colourOf(mark, palette)]);
    else if (plays?.has(item.id) === true) outlined.push([rect, palette.playable]);
    if (item.id === selected) outlined.push([rect, palette.accent]);
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
  for (const [r, colour] of outlined) {
    const grow = 4 / zoom;
    context.strokeStyle = colour;
    context.lineWidth = 3 / zoom;
    context.strokeRect(r.x - grow, r.y - grow, r.width + 2 * grow, r.height + 2 * grow);
  }
}
