import { useEffect, useRef, useState } from 'react';
import { requestLayout } from '../../workers/layout/client';
import type { GraphView } from '../../workers/session/protocol';
import { type FoldOptions, fold } from '../canvas/fold';
import { layoutRequest, type PlacedScene } from '../canvas/placed';
import { useView } from '../stores/view';

/**
 * A graph with a place for everything, near to where it was before while `key` stays the same. The last one stays until
 * the next is there.
 */
export function usePlaced(view: GraphView | null, key: string, constants = false): PlacedScene | null {
  const opened = useView((s) => s.opened);
  const [placed, setPlaced] = useState<PlacedScene | null>(null);
  const before = useRef<{ key: string; placed: PlacedScene } | null>(null);
  useEffect(() => {
    if (view === null) return;
    let wanted = true;
    const options: FoldOptions = { opened, constants };
    const whole = `${key} ${constants}`;
    const near = before.current?.key === whole ? before.current.placed : null;
    const scene = fold(view, options);
    const place = async (): Promise<void> => {
      const layout =
        (await requestLayout(layoutRequest(scene, near))) ??
        (await requestLayout(layoutRequest(scene, near)));
      if (!wanted || layout === null) return;
      const made = { scene, layout };
      before.current = { key: whole, placed: made };
      setPlaced(made);
    };
    // A failed layout leaves the drawing before; the worker is started anew for the next one.
    place().catch(() => undefined);
    return () => {
      wanted = false;
    };
  }, [view, key, constants, opened]);
  return placed;
}
