import { X } from 'lucide-react';
import { setView, useView } from '../stores/view';
import { overlays } from './overlays';

/** What the colours of the cards stand for, while they are not those of the operators. */
export function OverlayLegend() {
  const overlay = useView((s) => s.overlay);
  if (overlay === 'family') return null;
  const [low, high] =
    overlay === 'legal'
      ? ['none', 'many']
      : overlay === 'agent'
        ? ['unlikely', 'likely']
        : ['little', 'much'];
  const name = overlays.find(([value]) => value === overlay)?.[1] ?? '';
  return (
    <p className="overlay-legend">
      <span>{name}:</span>
      <span className="faint">{low}</span>
      <span className="overlay-scale" aria-hidden="true" />
      <span className="faint">{high}</span>
      <button
        type="button"
        className="button plain icon small"
        aria-label="Colour by kind of operator again"
        title="Colour by kind of operator again"
        onClick={() => setView({ overlay: 'family' })}
      >
        <X size={13} aria-hidden="true" />
      </button>
    </p>
  );
}
