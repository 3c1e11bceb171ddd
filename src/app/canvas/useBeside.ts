import { useEffect, useState } from 'react';
import { requestLayout } from '../../workers/layout/client';
import type { GraphView } from '../../workers/session/protocol';
import { viewOf } from '../session/views';
import { setBase } from '../stores/compared';
import { getView, useView } from '../stores/view';
import { baseStep } from './baseStep';
import { fold } from './fold';
import { layoutRequest, type PlacedScene } from './placed';

/** An earlier graph, beside the one on the canvas. */
export interface Beside {
  readonly placed: PlacedScene;
  readonly view: GraphView;
}

/**
 * The earlier graph, folded as the graph on the canvas is and laid out near it, so that what stayed is at the same place in
 * both; null while it is not asked for or not there yet. It asks for its layout after the canvas has its own: the
 * layout worker answers the latest request alone.
 */
export function useBeside(now: PlacedScene | null, wanted: boolean): Beside | null {
  const against = useView((s) => s.against);
  const [beside, setBeside] = useState<Beside | null>(null);
  useEffect(() => {
    if (now === null || !wanted) {
      setBeside(null);
      return;
    }
    let current = true;
    const place = async (): Promise<void> => {
      const view = await viewOf(baseStep(now.scene.step, against));
      if (!current) return;
      const { opened, constants } = getView();
      const scene = fold(view, { opened, constants });
      const layout = await requestLayout(layoutRequest(scene, now));
      if (!current || layout === null) return;
      setBeside({ placed: { scene, layout }, view });
      setBase(view);
    };
    // The model may be gone by then; the canvas says so itself.
    place().catch(() => undefined);
    return () => {
      current = false;
    };
  }, [now, wanted, against]);
  return wanted ? beside : null;
}
