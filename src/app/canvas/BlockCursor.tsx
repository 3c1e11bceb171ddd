import { useStore } from '@xyflow/react';
import { useState } from 'react';
import { setView, useView } from '../stores/view';
import { BlockTip } from './BlockTip';
import { cardData } from './cardData';
import { openItem } from './cardKeys';
import { cardLabel } from './cardLabel';
import { chosen } from './chosen';
import { seen } from './paint';
import type { Painting } from './painting';
import { overlaps, type PlacedScene, type Rect, rectOf } from './placed';

interface Props {
  readonly painting: Painting;
  /** It says its name, as long as the pointer asks for no other. */
  readonly named: boolean;
}

/**
 * From afar there are no cards to go to by key, so there is one button: it lies over the chosen block, or else the first in
 * sight. Enter chooses it, and opens one that is chosen or, where it is lit, shows its rewrites; arrows lead on along
 * the wires.
 */
export function BlockCursor({ painting, named }: Props) {
  const { placed } = painting;
  const selected = useView((s) => s.selected);
  const key = useStore((s) => `${s.transform.join(' ')} ${s.width} ${s.height}`);
  const [focused, setFocused] = useState(false);
  const [x = 0, y = 0, zoom = 1, width = 0, height = 0] = key.split(' ').map(Number);
  const index =
    placed.scene.indexOf.get(selected ?? '') ?? firstSeen(placed, seen({ x, y, zoom }, width, height));
  const item = placed.scene.items[index ?? -1];
  if (index === null || item === undefined || item.kind === 'box') return null;
  const rect = rectOf(placed, index);
  return (
    <>
      <button
        type="button"
        className="block-cursor"
        data-id={item.id}
        aria-label={cardLabel(cardData(painting, item, 'stays'))}
        aria-pressed={item.id === selected}
        style={{
          left: x + rect.x * zoom,
          top: y + rect.y * zoom,
          width: rect.width * zoom,
          height: rect.height * zoom,
        }}
        onFocus={() => setFocused(true)}
        onBlur={() => setFocused(false)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' || event.key === ' ') {
            event.preventDefault();
            event.stopPropagation();
            const choice = chosen(item.id, painting.plays ?? null);
            if (item.id === selected && event.key === 'Enter' && choice.choosing === null) openItem(item);
            else setView(choice);
          } else if (event.key.startsWith('Arrow') && item.id !== selected) {
            // Arrows lead on from what is chosen.
            event.preventDefault();
            event.stopPropagation();
            setView({ selected: item.id });
          }
        }}
      />
      {focused && named && <BlockTip painting={painting} index={index} />}
      <span className="unseen" aria-live="polite">
        {focused ? cardLabel(cardData(painting, item, 'stays')) : ''}
      </span>
    </>
  );
}

/** The topmost card in sight. */
function firstSeen(placed: PlacedScene, window: Rect): number | null {
  let first: number | null = null;
  let top = Number.POSITIVE_INFINITY;
  placed.scene.items.forEach((item, index) => {
    if (item.kind === 'box') return;
    const rect = rectOf(placed, index);
    if (rect.y >= top || !overlaps(rect, window)) return;
    first = index;
    top = rect.y;
  });
  return first;
}
