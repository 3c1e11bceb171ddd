import type { Scene } from './scene';

/** Figures of nodes, summed over those that each item stands for: item id → figure. */
export function sumByItem(scene: Scene, figures: ReadonlyMap<string, number>): Map<string, number> {
  const byItem = new Map<string, number>();
  for (const [id, figure] of figures) {
    const item = scene.items[scene.itemOf.get(id) ?? -1];
    if (item !== undefined) byItem.set(item.id, (byItem.get(item.id) ?? 0) + figure);
  }
  return byItem;
}
