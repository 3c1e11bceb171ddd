import { type PlacedScene, rectOf } from './placed';

/** How far beside a card, in pixels on the screen, still means it: from afar a card is as thin as a line. */
const SLACK = 4;

/** The card at a point of the drawing, or next to it; boxes are no cards. */
export function itemAt(placed: PlacedScene, point: { x: number; y: number }, zoom: number): number | null {
  const slack = SLACK / zoom;
  let best: number | null = null;
  let nearest = Number.POSITIVE_INFINITY;
  placed.scene.items.forEach((item, index) => {
    if (item.kind === 'box') return;
    const { x, y, width, height } = rectOf(placed, index);
    const dx = Math.max(x - point.x, 0, point.x - x - width);
    const dy = Math.max(y - point.y, 0, point.y - y - height);
    const away = Math.hypot(dx, dy);
    if (away <= slack && away < nearest) {
      nearest = away;
      best = index;
    }
  });
  return best;
}
