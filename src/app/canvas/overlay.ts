import type { Overlay } from '../stores/view';
import type { Item, Scene } from './scene';

/** How strongly an overlay colours a card. */
export interface OverlayScale {
  readonly overlay: Overlay;
  readonly largest: number;
}

const amount = (overlay: Overlay, item: Item): number | null => {
  if (overlay === 'family' || item.kind === 'box') return null;
  const from = item.kind === 'folded' ? item : item.node;
  if (overlay === 'runtime') return from.share;
  return overlay === 'macs' ? from.macs : from.bytes;
};

export function overlayScale(overlay: Overlay, scene: Scene): OverlayScale {
  let largest = 0;
  for (const item of scene.items) largest = Math.max(largest, amount(overlay, item) ?? 0);
  return { overlay, largest };
}

/** 0…1 by the square root of the share of the largest, so that small things are told apart too; null: no overlay. */
export function overlayLevel({ overlay, largest }: OverlayScale, item: Item): number | null {
  if (overlay === 'family') return null;
  const value = amount(overlay, item);
  return value === null || largest === 0 ? 0 : Math.sqrt(value / largest);
}
