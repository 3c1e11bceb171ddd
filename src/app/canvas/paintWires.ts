import type { LayoutResult } from '../../workers/layout/protocol';
import { markOf } from './marks';
import type { Painting } from './painting';
import type { Palette } from './palette';
import { overlaps, type Rect, rectOf } from './placed';
import type { Fate } from './unite';

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

/** Draws the wires, those of what is marked or chosen above the others. */
export function paintWires(
  context: CanvasRenderingContext2D,
  painting: Painting,
  palette: Palette,
  window: Rect,
  zoom: number,
) {
  const { placed, marks, selected, newEdges, progress, wires } = painting;
  const { layout, scene } = placed;
  const box = pieceBounds(layout);
  const straight = zoom < 0.12;
  const visible = (p: number) =>
    (box[4 * p] ?? 0) <= window.x + window.width &&
    (box[4 * p + 2] ?? 0) >= window.x &&
    (box[4 * p + 1] ?? 0) <= window.y + window.height &&
    (box[4 * p + 3] ?? 0) >= window.y;
  const thin = 1 / Math.min(1, zoom);
  context.lineJoin = 'round';
  context.lineWidth = 1.4 * thin;
  context.strokeStyle = palette.wire;
  const coming = newEdges === null || progress >= 1 ? null : piecesOf(layout, newEdges);
  // Below a dashed wire there is none that is whole.
  const whole = wires === undefined ? null : wholePieces(layout, scene.edges.length, wires);
  for (const fresh of [false, true]) {
    if (fresh && coming === null) break;
    context.globalAlpha = fresh ? progress : 1;
    context.beginPath();
    for (let p = 0; p < layout.pieceOwn.length; p++) {
      if (coming !== null && coming.has(p) !== fresh) continue;
      if (whole !== null && !whole.has(p)) continue;
      const from = whole === null ? layout.pieceOwn : layout.pieceStart;
      if (visible(p)) trace(context, layout.points, from[p] ?? 0, layout.pieceStart[p + 1] ?? 0, straight);
    }
    context.stroke();
  }
  context.globalAlpha = 1;
  if (marks.size === 0 && selected === null && (wires?.size ?? 0) === 0) return;
  const ofFate = (fate: Fate) => (e: number, a: string, b: string) =>
    wires === undefined ? markOf(marks, a) === fate || markOf(marks, b) === fate : wires.get(e) === fate;
  const emphasised: readonly Emphasis[] = [
    { colour: palette.added, width: 2, dash: [], wanted: ofFate('added') },
    { colour: palette.removed, width: 2, dash: [6 * thin, 4 * thin], wanted: ofFate('removed') },
    { colour: palette.accent, width: 2.2, dash: [], wanted: (_, a, b) => a === selected || b === selected },
  ];
  for (const { colour, width, dash, wanted } of emphasised) {
    context.strokeStyle = colour;
    context.lineWidth = width * thin;
    context.setLineDash(dash);
    context.beginPath();
    scene.edges.forEach(({ from, to }, e) => {
      if (!wanted(e, scene.items[from]?.id ?? '', scene.items[to]?.id ?? '')) return;
      for (let k = layout.edgeStart[e] ?? 0; k < (layout.edgeStart[e + 1] ?? 0); k++) {
        const p = layout.edgePieces[k] ?? 0;
        if (visible(p))
          trace(context, layout.points, layout.pieceStart[p] ?? 0, layout.pieceStart[p + 1] ?? 0, straight);
      }
    });
    context.stroke();
  }
  context.setLineDash([]);
}

interface Emphasis {
  readonly colour: string;
  readonly width: number;
  readonly dash: number[];
  /** Of the edge with this index, between cards with these ids. */
  readonly wanted: (edge: number, from: string, to: string) => boolean;
}

const wholes = new WeakMap<ReadonlyMap<number, Fate>, ReadonlySet<number>>();

/** The pieces of all wires that are not gone. */
function wholePieces(
  layout: LayoutResult,
  edges: number,
  wires: ReadonlyMap<number, Fate>,
): ReadonlySet<number> {
  const known = wholes.get(wires);
  if (known !== undefined) return known;
  const left = new Set<number>();
  for (let e = 0; e < edges; e++) if (wires.get(e) !== 'removed') left.add(e);
  const made = piecesOf(layout, left);
  wholes.set(wires, made);
  return made;
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
export function paintHeads(
  context: CanvasRenderingContext2D,
  { placed }: Painting,
  palette: Palette,
  window: Rect,
) {
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
