const PREFIX = 'dreamgraph:';

/** A setting of this browser; `fallback` where there is none, or storage is closed to the page. */
export function remembered<T>(key: string, is: (value: unknown) => value is T, fallback: T): T {
  try {
    const text = localStorage.getItem(PREFIX + key);
    const value: unknown = text === null ? null : JSON.parse(text);
    return is(value) ? value : fallback;
  } catch {
    return fallback;
  }
}

/** Keeps a setting for the next visit. Only settings: never a name or a byte of a model. */
export function remember(key: string, value: unknown): void {
  try {
    localStorage.setItem(PREFIX + key, JSON.stringify(value));
  } catch {
    // Storage is full or closed: the setting lasts as long as the page.
  }
}
