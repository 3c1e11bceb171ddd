import { useEffect, useState } from 'react';
import type { GraphView } from '../../workers/session/protocol';
import { connection } from '../session/connection';
import { useSession } from '../stores/session';
import type { OverlayFigures } from './overlay';

interface Known {
  readonly model: string;
  readonly figures: OverlayFigures;
}

/**
 * How many rewrites apply at each node of a graph; null while that is not wanted or not known. Until the
 * answer for another step is there, what is known stays, so that nothing flickers.
 */
export function useLegalFigures(wanted: boolean, view: GraphView | null): OverlayFigures {
  const model = useSession((s) => s.model?.sha256 ?? null);
  const [known, setKnown] = useState<Known | null>(null);
  // The rules are about the model itself, not about the bodies of its loops.
  const asks = wanted && view !== null && view.inside === undefined;
  useEffect(() => {
    if (!asks || view === null || model === null) {
      setKnown(null);
      return;
    }
    let current = true;
    connection()
      .call('legal', { step: view.step, node: null })
      .then(
        (legal) => current && setKnown({ model, figures: countByNode(legal.flatMap(({ nodes }) => nodes)) }),
        // The trace was replaced meanwhile: the next view asks again.
        () => undefined,
      );
    return () => {
      current = false;
    };
  }, [asks, view, model]);
  return asks && known?.model === model ? known.figures : null;
}

function countByNode(ids: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}
