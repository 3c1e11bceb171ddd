import { CircleHelp } from 'lucide-react';
import { setView } from '../stores/view';
import { ThemeButton } from './ThemeButton';

/** Theme, and the list of keys. */
export function ViewMenu() {
  return (
    <>
      <ThemeButton />
      <button
        type="button"
        className="button plain icon only-wide"
        aria-label="Keyboard shortcuts"
        title="Keyboard shortcuts (?)"
        onClick={() => setView({ helping: true })}
      >
        <CircleHelp size={16} aria-hidden="true" />
      </button>
    </>
  );
}
