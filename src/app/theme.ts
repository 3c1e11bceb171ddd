import { type Theme, useView } from './stores/view';

/** Keeps the page's theme at what the person chose; `system` leaves it to the browser. */
export function followTheme(): void {
  const apply = (theme: Theme) => {
    if (theme === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  };
  apply(useView.getState().theme);
  useView.subscribe((now, before) => {
    if (now.theme !== before.theme) apply(now.theme);
  });
}

const dark = matchMedia('(prefers-color-scheme: dark)');

/** Calls back when the colours on the page may have changed. Returns the function that ends it. */
export function onThemeChange(listener: () => void): () => void {
  const stop = useView.subscribe((now, before) => {
    if (now.theme !== before.theme) listener();
  });
  dark.addEventListener('change', listener);
  return () => {
    stop();
    dark.removeEventListener('change', listener);
  };
}

const reduced = matchMedia('(prefers-reduced-motion: reduce)');
export const prefersStillness = (): boolean => reduced.matches;
