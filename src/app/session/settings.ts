/** How a run is done, where the address asks for something else than usual: `?seconds=8&seed=3`. */
export interface RunSettings {
  /** Time for search and measuring before the confirmation. */
  readonly seconds: number;
  readonly seed: number;
}

const LONGEST = 3600;

/** @param search the address's query, as in `location.search` */
export function runSettings(search: string): RunSettings {
  const query = new URLSearchParams(search);
  const number = (name: string, fallback: number, low: number, high: number) => {
    const text = query.get(name);
    const value = text === null || text.trim() === '' ? Number.NaN : Number(text);
    return Number.isFinite(value) ? Math.min(high, Math.max(low, value)) : fallback;
  };
  return { seconds: number('seconds', 30, 1, LONGEST), seed: Math.floor(number('seed', 1, 0, 2 ** 31)) };
}
