import { useStoreApi } from '@xyflow/react';
import { useCallback, useMemo, useState } from 'react';
import { setView } from '../stores/view';
import { openItem } from './cardKeys';
import { chosen } from './chosen';
import { itemAt } from './itemAt';
import type { PlacedScene } from './placed';
import { pointAt } from './useStepHover';

interface Pointer {
  readonly clientX: number;
  readonly clientY: number;
  readonly currentTarget: EventTarget & Element;
}

export interface Far {
  /** Index of the card under the pointer; null: none, or cards are near enough to answer themselves. */
  readonly over: number | null;
  readonly onMove: (event: Pointer) => void;
  readonly onLeave: () => void;
  readonly onClick: (event: Pointer) => void;
  readonly onDoubleClick: (event: Pointer) => void;
}

/** A pointer over cards that are no elements: from afar they are blocks on the canvas. */
export function useFar(
  placed: PlacedScene,
  far: boolean,
  plays: ReadonlyMap<string, number> | null = null,
): Far {
  const store = useStoreApi();
  const [over, setOver] = useState<string | null>(null);
  const hit = useCallback(
    ({ clientX, clientY, currentTarget }: Pointer): number | null => {
      if (!far) return null;
      const box = currentTarget.getBoundingClientRect();
      const [x, y, zoom] = store.getState().transform;
      const point = { x: (clientX - box.left - x) / zoom, y: (clientY - box.top - y) / zoom };
      return itemAt(placed, point, zoom);
    },
    [far, placed, store],
  );
  const idOf = useCallback((index: number | null) => placed.scene.items[index ?? -1]?.id ?? null, [placed]);
  const onMove = useCallback(
    (event: Pointer) => {
      if (!far) return;
      const id = idOf(hit(event));
      setOver(id);
      pointAt(id);
    },
    [far, hit, idOf],
  );
  const onLeave = useCallback(() => setOver(null), []);
  const onClick = useCallback(
    (event: Pointer) => {
      const id = idOf(hit(event));
      setView(id === null ? { selected: null } : chosen(id, plays));
    },
    [hit, idOf, plays],
  );
  const onDoubleClick = useCallback(
    (event: Pointer) => {
      const item = placed.scene.items[hit(event) ?? -1];
      if (item !== undefined) openItem(item);
    },
    [hit, placed],
  );
  const index = far && over !== null ? (placed.scene.indexOf.get(over) ?? null) : null;
  return useMemo(
    () => ({ over: index, onMove, onLeave, onClick, onDoubleClick }),
    [index, onMove, onLeave, onClick, onDoubleClick],
  );
}
