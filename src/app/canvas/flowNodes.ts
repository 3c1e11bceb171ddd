import { plural } from '../format';
import type { CardNode, FrameNode, Presence } from './Cards';
import { markOf } from './marks';
import { overlayLevel } from './overlay';
import { CARD_ZOOM, type Painting } from './paint';
import { overlaps, type PlacedScene, type Rect, rectOf } from './placed';
import type { Item } from './scene';

export type FlowNode = CardNode | FrameNode;

/** A card that is on its way out, at the place it had. */
export interface Ghost {
  readonly placed: PlacedScene;
  readonly index: number;
}

const FRAME_HEIGHT = 36;

/** Keeps the objects of cards that did not change, so that React Flow and React leave those alone. */
export class NodePool {
  private nodes = new Map<string, FlowNode>();

  /** The cards to mount: those in `window`, which is a little larger than what is seen; none when zoomed out. */
  mount(
    painting: Painting,
    window: Rect,
    zoom: number,
    comers: ReadonlySet<string>,
    ghosts: readonly Ghost[],
  ): FlowNode[] {
    if (zoom < CARD_ZOOM) return [];
    const next = new Map<string, FlowNode>();
    const { placed } = painting;
    placed.scene.items.forEach((item, index) => {
      const rect = rectOf(placed, index);
      if (!overlaps(rect, window)) return;
      const presence: Presence = comers.has(item.id) ? 'comes' : 'stays';
      next.set(item.id, this.reuse(painting, item, rect, presence, item.id));
    });
    for (const { placed: old, index } of ghosts) {
      const item = old.scene.items[index];
      const rect = rectOf(old, index);
      if (item === undefined || item.kind === 'box' || !overlaps(rect, window)) continue;
      const id = `ghost:${item.id}`;
      next.set(id, this.reuse(painting, item, rect, 'goes', id));
    }
    this.nodes = next;
    return [...next.values()];
  }

  private reuse(painting: Painting, item: Item, rect: Rect, presence: Presence, id: string): FlowNode {
    const known = this.nodes.get(id);
    const same =
      known !== undefined &&
      known.data.item === item &&
      known.position.x === rect.x &&
      known.position.y === rect.y &&
      known.width === rect.width;
    if (item.kind === 'box') {
      if (same) return known;
      const size = { width: rect.width, height: FRAME_HEIGHT };
      return {
        id,
        type: 'frame',
        position: { x: rect.x, y: rect.y },
        ...size,
        measured: size,
        data: { item },
        selectable: false,
        focusable: false,
      };
    }
    const mark = presence === 'goes' ? 'removed' : markOf(painting.marks, item.id);
    const level = overlayLevel(painting.scale, item);
    const plays = presence === 'goes' ? 0 : (painting.plays?.get(item.id) ?? 0);
    if (
      same &&
      known.type === 'card' &&
      known.data.mark === mark &&
      known.data.presence === presence &&
      known.data.level === level &&
      known.data.plays === plays
    ) {
      return known;
    }
    const size = { width: rect.width, height: rect.height };
    return {
      id,
      type: 'card',
      position: { x: rect.x, y: rect.y },
      ...size,
      measured: size,
      data: { item, mark, presence, level, plays },
      ariaLabel: labelOf(item, plays),
      focusable: presence !== 'goes',
      selectable: presence !== 'goes',
    };
  }
}

function labelOf(item: Exclude<Item, { kind: 'box' }>, plays: number): string {
  const here = plays > 0 ? plural(plays, 'rewrite applies', 'rewrites apply') : '';
  const said = (...parts: string[]) => [...parts, here].filter((part) => part !== '').join(', ');
  if (item.kind === 'folded')
    return said(item.label, item.groups.length > 1 ? `${item.groups.length} times` : '', 'folded');
  const { op, name, shape, kind } = item.node;
  return said(kind === 'node' ? op : kind === 'input' ? 'Input' : 'Output', name, shape);
}
