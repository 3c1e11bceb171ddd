import { count, digits, fileSize, percent, plural } from '../format';
import type { Overlay } from '../stores/view';
import type { Item, Scene } from './scene';
import { sumByItem } from './sumByItem';

/** Figures of nodes by id, for overlays whose figures are not in the view; null while they are not known. */
export type OverlayFigures = ReadonlyMap<string, number> | null;

/** How strongly an overlay colours a card. */
export interface OverlayScale {
  readonly overlay: Overlay;
  /** What the strongest colour stands for; 0: there are no figures. */
  readonly largest: number;
  /** By item id: sums over the nodes that a card stands for; left out where the view has the figures. */
  readonly byItem?: ReadonlyMap<string, number>;
}

/** How many copies of a block a card stands for. */
const copies = (item: Item): number => (item.kind === 'folded' ? Math.max(1, item.groups.length) : 1);

/**
 * What a card is coloured by; null where nothing is known of it. Of a run of blocks it is the figure of one of them: twelve
 * layers are no hotter than each of them.
 */
export function overlayAmount({ overlay, byItem }: Omit<OverlayScale, 'largest'>, item: Item): number | null {
  if (overlay === 'family' || item.kind === 'box') return null;
  if (overlay === 'legal' || overlay === 'agent' || overlay === 'gap')
    return byItem === undefined ? null : (byItem.get(item.id) ?? 0) / copies(item);
  const from = item.kind === 'folded' ? item : item.node;
  const share = byItem === undefined ? from.share : (byItem.get(item.id) ?? null);
  const total = overlay === 'runtime' ? share : overlay === 'macs' ? from.macs : from.bytes;
  return total === null ? null : total / copies(item);
}

export function overlayScale(overlay: Overlay, scene: Scene, figures: OverlayFigures = null): OverlayScale {
  const own = figures === null ? { overlay } : { overlay, byItem: sumByItem(scene, figures) };
  let largest = 0;
  for (const item of scene.items) largest = Math.max(largest, overlayAmount(own, item) ?? 0);
  return { ...own, largest };
}

/** Two scales that colour alike what is alike. */
export function sharedScales(one: OverlayScale, other: OverlayScale): readonly [OverlayScale, OverlayScale] {
  const largest = Math.max(one.largest, other.largest);
  return [
    { ...one, largest },
    { ...other, largest },
  ];
}

/**
 * 0…1 by the square root of the share of the largest, so that small things are told apart too; null: no overlay, or
 * nothing is known.
 */
export function overlayLevel(scale: OverlayScale, item: Item): number | null {
  const value = overlayAmount(scale, item);
  return value === null || scale.largest === 0 ? null : Math.sqrt(value / scale.largest);
}

/** The figure that stands on a card: `31 %`, `7.2 G each`; null where there is none, or nothing of it. */
export function overlayFigure(scale: OverlayScale, item: Item): string | null {
  const value = overlayAmount(scale, item);
  if (value === null || value === 0) return null;
  return `${figureText(scale.overlay, value)}${copies(item) > 1 ? ' each' : ''}`;
}

/** A figure of an overlay with its unit. */
export function figureText(overlay: Overlay, value: number): string {
  switch (overlay) {
    case 'macs':
      return count(value);
    case 'bytes':
      return fileSize(Math.round(value));
    case 'legal':
      return Number.isInteger(value) ? plural(value, 'rewrite') : `${digits(value, 2)} rewrites`;
    default:
      return percent(value);
  }
}

/** The card with the strongest colour; null where nothing is coloured. */
export function hottestItem(scale: OverlayScale, scene: Scene): number | null {
  let best: number | null = null;
  let most = 0;
  scene.items.forEach((item, index) => {
    const value = overlayAmount(scale, item) ?? 0;
    if (value > most) {
      most = value;
      best = index;
    }
  });
  return best;
}
