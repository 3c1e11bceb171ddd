import type { CardData, CardNode, FrameNode, Presence } from './Cards';
import { cardData } from './cardData';
import { cardLabel } from './cardLabel';
import { CARD_ZOOM } from './paint';
import type { Painting } from './painting';
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
    const data = cardData(painting, item, presence);
    if (same && known.type === 'card' && isAlike(known.data, data)) return known;
    const size = { width: rect.width, height: rect.height };
    return {
      id,
      type: 'card',
      position: { x: rect.x, y: rect.y },
      ...size,
      measured: size,
      data,
      ariaLabel: cardLabel(data),
      focusable: presence !== 'goes',
      selectable: presence !== 'goes',
    };
  }
}

const isAlike = (a: CardData, b: CardData): boolean =>
  a.mark === b.mark &&
  a.presence === b.presence &&
  a.level === b.level &&
  a.figure === b.figure &&
  a.lit === b.lit &&
  a.note === b.note &&
  a.plays === b.plays;
