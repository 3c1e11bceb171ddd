import { useEffect, useMemo } from 'react';
import { setOdds, useDreaming } from '../stores/dreaming';
import { useSession } from '../stores/session';
import type { Overlay } from '../stores/view';
import { gapFigures } from './gapFigures';
import type { OverlayFigures } from './overlay';
import { useRuntimeFigures } from './useRuntimeFigures';

/** The figures of overlays that are not in the view; asks the dreaming agent when its overlay is chosen. */
export function useOverlayFigures(overlay: Overlay, legal: OverlayFigures, shown: number): OverlayFigures {
  const steps = useSession((s) => s.steps);
  const step = useSession((s) => s.step);
  const model = useSession((s) => s.model);
  const running = useSession((s) => s.running);
  const odds = useDreaming((s) => s.odds);
  // What was said of one model says nothing of another.
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when another model comes
  useEffect(() => setOdds(null), [model?.sha256]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another step or model asks the agent anew
  useEffect(() => {
    if (overlay !== 'agent' || running) return;
    // Loaded when it is first chosen: tfjs comes with it.
    void import('../dream/agentOdds').then(({ askAgent }) => askAgent());
  }, [overlay, step, steps, model, running]);
  const gaps = useMemo(() => (overlay === 'gap' ? gapFigures(steps) : null), [overlay, steps]);
  const runtime = useRuntimeFigures(overlay === 'runtime', shown);
  switch (overlay) {
    case 'agent':
      return odds;
    case 'legal':
      return legal;
    case 'runtime':
      return runtime?.shares ?? null;
    default:
      return gaps;
  }
}
