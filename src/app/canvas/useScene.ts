import { useEffect, useMemo, useRef, useState } from 'react';
import { toErrorData } from '../../core';
import { requestLayout } from '../../workers/layout/client';
import type { LayoutResult } from '../../workers/layout/protocol';
import { setSession, useSession } from '../stores/session';
import { useView } from '../stores/view';
import { fold } from './fold';
import { layoutRequest, type PlacedScene } from './placed';
import type { United } from './unite';
import { useUnited } from './useUnited';

/** What is on the canvas now, and what was before it: the difference is what moves. */
export interface Showing {
  readonly now: PlacedScene;
  readonly before: PlacedScene | null;
  /** A new model came, rather than a change to the one that was there. */
  readonly fresh: boolean;
  /** Two graphs are shown as one; null: one is. */
  readonly united: United | null;
}

/** The opened model at its present step, folded and laid out; null until there is one. */
export function useScene(): Showing | null {
  const view = useSession((s) => s.view);
  // A subgraph is another drawing, as another model is.
  const model = useSession((s) =>
    s.model === null ? null : `${s.model.sha256} ${JSON.stringify(s.view?.inside ?? [])}`,
  );
  const opened = useView((s) => s.opened);
  const constants = useView((s) => s.constants);
  const drawn = useUnited(view, model);
  const scene = useMemo(
    () => (drawn === null ? null : fold(drawn.view, { opened, constants })),
    [drawn, opened, constants],
  );
  const united = drawn?.united ?? null;
  const [showing, setShowing] = useState<Showing | null>(null);
  const last = useRef<{ placed: PlacedScene; model: string | null } | null>(null);
  useEffect(() => {
    if (scene === null) {
      last.current = null;
      setShowing(null);
      return;
    }
    const before = last.current !== null && last.current.model === model ? last.current.placed : null;
    let wanted = true;
    const place = async (): Promise<LayoutResult | null> => {
      let layout: LayoutResult | null = null;
      // Null: someone else's came in between. Others ask twice at most, so that this ends.
      while (wanted && layout === null) layout = await requestLayout(layoutRequest(scene, before));
      return layout;
    };
    place().then(
      (layout) => {
        if (layout === null || !wanted) return;
        const now = { scene, layout };
        if (before === null) performance.mark('graph:laid-out');
        last.current = { placed: now, model };
        setShowing({ now, before, fresh: before === null, united });
      },
      (thrown: unknown) => setSession({ error: toErrorData(thrown, 'WORKER_FAILED') }),
    );
    return () => {
      wanted = false;
    };
  }, [scene, united, model]);
  return showing;
}
