import type { Overlay } from '../stores/view';
import type { Item, Scene } from './scene';
import { sumByItem } from './sumByItem';

/** Figures of nodes by id, for overlays whose figures are not in the view; null while they are not known. */
export type OverlayFigures = ReadonlyMap<string, number> | null;

/** How strongly an overlay colours a card. */
export interface OverlayScale {
  readonly overlay: Overlay;
  readonly largest: number;
  /** By item id: sums over the nodes that a card stands for; left out where the view has the figures. */
  readonly byItem?: ReadonlyMap<string, number>;
}

const amount = ({ overlay, byItem }: Omit<OverlayScale, 'largest'>, item: Item): number | null => {
  if (overlay === 'family' || item.kind === 'box') return null;
  if (overlay === 'legal' || overlay === 'agent' || overlay === 'gap') return byItem?.get(item.id) ?? null;
  const from = item.kind === 'folded' ? item : item.node;
  if (overlay === 'runtime') return byItem === undefined ? from.share : (byItem.get(item.id) ?? null);
  return overlay === 'macs' ? from.macs : from.bytes;
};

export function overlayScale(overlay: Overlay, scene: Scene, figures: OverlayFigures = null): OverlayScale {
  const own = figures === null ? { overlay } : { overlay, byItem: sumByItem(scene, figures) };
  let largest = 0;
  for (const item of scene.items) largest = Math.max(largest, amount(own, item) ?? 0);
  return { ...own, largest };
}

/** 0…1 by the square root of the share of the largest, so that small things are told apart too; null: no overlay. */
export function overlayLevel(scale: OverlayScale, item: Item): number | null {
  if (scale.overlay === 'family') return null;
  const value = amount(scale, item);
  return value === null || scale.largest === 0 ? 0 : Math.sqrt(value / scale.largest);
}
