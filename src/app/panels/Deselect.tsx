import { X } from 'lucide-react';
import { setView } from '../stores/view';

/** Lets go of the chosen node. */
export function Deselect() {
  return (
    <button
      type="button"
      className="button plain icon small"
      aria-label="Deselect"
      onClick={() => setView({ selected: null })}
    >
      <X size={15} aria-hidden="true" />
    </button>
  );
}
