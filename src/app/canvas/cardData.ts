import type { CardData, Presence } from './Cards';
import { markOf } from './marks';
import { overlayFigure, overlayLevel } from './overlay';
import type { Painting } from './painting';

/** What a card shows of a painting. */
export function cardData(
  { marks, scale, lit, notes, plays }: Pick<Painting, 'marks' | 'scale' | 'lit' | 'notes' | 'plays'>,
  item: CardData['item'],
  presence: Presence,
): CardData {
  const mark = presence === 'goes' ? 'removed' : markOf(marks, item.id);
  // What is asked of the present graph says nothing of a node that it no longer has.
  const unknown = mark === 'removed' && scale.byItem !== undefined;
  return {
    item,
    mark,
    presence,
    level: unknown ? null : overlayLevel(scale, item),
    figure: unknown ? null : overlayFigure(scale, item),
    lit: lit?.has(item.id) ?? false,
    note: notes?.get(item.id) ?? null,
    plays: presence === 'goes' ? 0 : (plays?.get(item.id) ?? 0),
  };
}
