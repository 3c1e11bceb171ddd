import { CircleHelp, Monitor, Moon, Sun } from 'lucide-react';
import { setView, type Theme, useView } from '../stores/view';

const next: Record<Theme, Theme> = { system: 'light', light: 'dark', dark: 'system' };
const names: Record<Theme, string> = {
  system: 'Theme: as the system',
  light: 'Theme: light',
  dark: 'Theme: dark',
};
const icons = { system: Monitor, light: Sun, dark: Moon };

/** Theme, and the list of keys. */
export function ViewMenu() {
  const theme = useView((s) => s.theme);
  const Icon = icons[theme];
  return (
    <>
      <button
        type="button"
        className="button plain icon theme"
        aria-label={names[theme]}
        title={names[theme]}
        onClick={() => setView({ theme: next[theme] })}
      >
        <Icon size={16} aria-hidden="true" />
      </button>
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
