import { useMemo } from 'react';
import { useView } from '../stores/view';
import { type OverlayFigures, type OverlayScale, overlayScale, sharedScales } from './overlay';
import type { PlacedScene } from './placed';
import type { Beside } from './useBeside';
import { useLegalFigures } from './useLegalFigures';
import { useOverlayFigures } from './useOverlayFigures';
import { useRuntimeFigures } from './useRuntimeFigures';

export interface Colouring {
  readonly scale: OverlayScale;
  /** Of the graph beside, on the same scale. */
  readonly beside: OverlayScale;
  /** Figures were asked for and are not there yet. */
  readonly pending: boolean;
}

const nothing: OverlayScale = { overlay: 'family', largest: 0 };

/** What the cards are coloured by: one scale for all that is on the canvas. `legal`: how many rewrites apply at each node. */
export function useColouring(
  now: PlacedScene | null,
  beside: Beside | null,
  legal: OverlayFigures,
): Colouring {
  const overlay = useView((s) => s.overlay);
  const figures = useOverlayFigures(overlay, legal, now?.scene.step ?? 0);
  const legalBeside = useLegalFigures(overlay === 'legal', beside?.view ?? null);
  const timedBeside = useRuntimeFigures(overlay === 'runtime', beside?.view.step ?? 0);
  const own = useMemo(
    () => (now === null ? nothing : overlayScale(overlay, now.scene, figures)),
    [overlay, now, figures],
  );
  const other = useMemo(() => {
    if (beside === null) return nothing;
    // The agent is asked about the present graph alone; where dreams are wrong is known of the whole trace.
    const known =
      overlay === 'legal'
        ? legalBeside
        : overlay === 'runtime'
          ? (timedBeside?.shares ?? null)
          : overlay === 'gap'
            ? figures
            : null;
    return overlayScale(overlay, beside.placed.scene, known);
  }, [overlay, beside, figures, legalBeside, timedBeside]);
  return useMemo(() => {
    const asked = overlay === 'legal' || overlay === 'agent' || overlay === 'gap';
    const [scale, besideScale] = sharedScales(own, other);
    return { scale, beside: besideScale, pending: asked && figures === null };
  }, [overlay, own, other, figures]);
}
