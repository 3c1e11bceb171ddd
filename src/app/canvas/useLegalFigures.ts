import { useEffect, useState } from 'react';
import { connection } from '../session/connection';
import { useSession } from '../stores/session';
import type { OverlayFigures } from './overlay';

/** How many rewrites apply at each node of the graph on the canvas; null while that is not wanted or not known. */
export function useLegalFigures(wanted: boolean): OverlayFigures {
  const view = useSession((s) => s.view);
  const [figures, setFigures] = useState<OverlayFigures>(null);
  useEffect(() => {
    setFigures(null);
    // The rules are about the model itself, not about the bodies of its loops.
    if (!wanted || view === null || view.inside !== undefined) return;
    let current = true;
    connection()
      .call('legal', { step: view.step, node: null })
      .then(
        (legal) => current && setFigures(countByNode(legal.flatMap(({ nodes }) => nodes))),
        // The trace was replaced meanwhile: the next view asks again.
        () => undefined,
      );
    return () => {
      current = false;
    };
  }, [wanted, view]);
  return figures;
}

function countByNode(ids: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}
