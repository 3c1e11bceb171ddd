import { useEffect, useState } from 'react';
import { requestLayout } from '../../workers/layout/client';
import { viewOf } from '../session/views';
import { getView } from '../stores/view';
import { fold } from './fold';
import { layoutRequest, type PlacedScene } from './placed';

/**
 * The original, folded as the graph on the canvas is and laid out near it, so that what stayed is at the same place in
 * both; null while it is not asked for or not there yet. It asks for its layout after the canvas has its own: the
 * layout worker answers the latest request alone.
 */
export function useOriginal(now: PlacedScene | null, wanted: boolean): PlacedScene | null {
  const [original, setOriginal] = useState<PlacedScene | null>(null);
  useEffect(() => {
    if (now === null || !wanted) {
      setOriginal(null);
      return;
    }
    let current = true;
    const place = async (): Promise<void> => {
      const view = await viewOf(0);
      if (!current) return;
      const { opened, constants } = getView();
      const scene = fold(view, { opened, constants });
      const layout = await requestLayout(layoutRequest(scene, now));
      if (current && layout !== null) setOriginal({ scene, layout });
    };
    // The model may be gone by then; the canvas says so itself.
    place().catch(() => undefined);
    return () => {
      current = false;
    };
  }, [now, wanted]);
  return wanted ? original : null;
}
