import { type PlacedScene, rectOf } from './placed';

/** The card that an arrow key leads to: along the wires up and down, to the nearest neighbour left and right. */
export function moveSelection(placed: PlacedScene, id: string, key: string): string | null {
  const { scene } = placed;
  const from = scene.indexOf.get(id);
  if (from === undefined) return null;
  const here = rectOf(placed, from);
  const middle = here.x + here.width / 2;
  const nearest = (candidates: readonly number[], distance: (index: number) => number): string | null => {
    let best: number | null = null;
    for (const index of candidates) if (best === null || distance(index) < distance(best)) best = index;
    return best === null ? null : (scene.items[best]?.id ?? null);
  };
  const aside = (index: number) => {
    const rect = rectOf(placed, index);
    return Math.abs(rect.x + rect.width / 2 - middle);
  };
  if (key === 'ArrowDown') {
    return nearest(
      scene.edges.filter((edge) => edge.from === from).map((edge) => edge.to),
      aside,
    );
  }
  if (key === 'ArrowUp') {
    return nearest(
      scene.edges.filter((edge) => edge.to === from).map((edge) => edge.from),
      aside,
    );
  }
  const side = key === 'ArrowLeft' ? -1 : key === 'ArrowRight' ? 1 : 0;
  if (side === 0) return null;
  const beside: number[] = [];
  scene.items.forEach((item, index) => {
    if (item.kind === 'box' || index === from) return;
    const rect = rectOf(placed, index);
    const level = Math.abs(rect.y + rect.height / 2 - here.y - here.height / 2) < here.height;
    if (level && (rect.x - here.x) * side > 0) beside.push(index);
  });
  return nearest(beside, aside);
}
