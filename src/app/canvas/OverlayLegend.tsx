import { X } from 'lucide-react';
import { percent } from '../format';
import { changeView } from '../session/changeView';
import { useSession } from '../stores/session';
import { type Overlay, useView } from '../stores/view';
import { isTimed } from './isTimed';
import { colourLabel, overlays } from './overlays';
import { useRuntimeFigures } from './useRuntimeFigures';

const ends: Partial<Record<Overlay, readonly [string, string]>> = {
  legal: ['none', 'many'],
  agent: ['unlikely', 'likely'],
};

/** What the colours of the cards stand for, and who says so, while they are not those of the operators. */
export function OverlayLegend() {
  const overlay = useView((s) => s.overlay);
  if (overlay === 'family') return null;
  const [low, high] = ends[overlay] ?? ['little', 'much'];
  const name = overlays.find(([value]) => value === overlay)?.[1] ?? '';
  const back = `${colourLabel('family')} again`;
  return (
    <p className="overlay-legend">
      <span>
        {name}
        {overlay === 'runtime' && <Source />}:
      </span>
      <span className="faint">{low}</span>
      <span className="overlay-scale" aria-hidden="true" />
      <span className="faint">{high}</span>
      <button
        type="button"
        className="button plain icon small"
        aria-label={back}
        title={back}
        onClick={() => changeView(colourLabel('family'), { overlay: 'family' })}
      >
        <X size={13} aria-hidden="true" />
      </button>
    </p>
  );
}

/** Whose word the shares of the runtime are. */
function Source() {
  const step = useSession((s) => s.view?.step ?? 0);
  const figures = useRuntimeFigures(true, step);
  const handingOver = useSession((s) => s.operators?.dispatchOnly ?? false);
  const timed = useSession(isTimed);
  if (figures === null)
    return timed ? (
      <span className="estimated">, estimated from the times of operators</span>
    ) : (
      <span className="faint">, not timed at this step</span>
    );
  return (
    <span className="measured">
      , measured per operator
      {handingOver && ' (handing over to the GPU)'}
      {figures.elsewhere >= 0.01 && (
        <span className="faint"> ({percent(figures.elsewhere)} in fused kernels)</span>
      )}
    </span>
  );
}
