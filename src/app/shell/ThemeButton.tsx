import { Monitor, Moon, Sun } from 'lucide-react';
import { setView, type Theme, useView } from '../stores/view';

const next: Record<Theme, Theme> = { system: 'light', light: 'dark', dark: 'system' };
const names: Record<Theme, string> = {
  system: 'Theme: as the system',
  light: 'Theme: light',
  dark: 'Theme: dark',
};
const icons = { system: Monitor, light: Sun, dark: Moon };

/** Turns from the system's theme to light, to dark, and back. */
export function ThemeButton() {
  const theme = useView((s) => s.theme);
  const Icon = icons[theme];
  return (
    <button
      type="button"
      className="button plain icon theme"
      aria-label={names[theme]}
      title={names[theme]}
      onClick={() => setView({ theme: next[theme] })}
    >
      <Icon size={16} aria-hidden="true" />
    </button>
  );
}
