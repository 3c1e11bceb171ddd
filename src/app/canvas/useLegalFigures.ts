import { useEffect, useState } from 'react';
import type { GraphView } from '../../workers/session/protocol';
import { connection } from '../session/connection';
import { useSession } from '../stores/session';
import type { OverlayFigures } from './overlay';

/** A graph that has been looked at for so long, in ms, is matched before anybody asks: the answer is then there at once. */
const AHEAD = 800;

interface Known {
  readonly model: string;
  readonly view: GraphView;
  readonly figures: OverlayFigures;
}

/**
 * How many rewrites apply at each node of a graph; null while that is not wanted or not known. Until the
 * answer for another step is there, what is known stays, so that nothing flickers.
 */
export function useLegalFigures(wanted: boolean, view: GraphView | null): OverlayFigures {
  const model = useSession((s) => s.model?.sha256 ?? null);
  // The worker then has other things to do than to guess.
  const busy = useSession((s) => s.running || s.opening !== null);
  const [known, setKnown] = useState<Known | null>(null);
  // The rules are about the model itself, not about the bodies of its loops.
  const about = view !== null && view.inside === undefined ? view : null;
  const asks = wanted || !busy;
  const isKnown = known !== null && known.view === about && known.model === model;
  useEffect(() => {
    if (!asks || isKnown || about === null || model === null) return;
    let current = true;
    const ask = (): void => {
      connection()
        .call('legalPlaces', { step: about.step })
        .then(
          (figures) => current && setKnown({ model, view: about, figures }),
          // The trace was replaced meanwhile: the next view asks again.
          () => undefined,
        );
    };
    const timer = setTimeout(ask, wanted ? 0 : AHEAD);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [asks, wanted, isKnown, about, model]);
  return wanted && about !== null && known?.model === model ? known.figures : null;
}
