import { type PlacedScene, rectOf } from './placed';

/** The next of some items as one reads, from the top left; after the last one the first. Null where there is none. */
export function nextPlace(
  placed: PlacedScene,
  ids: ReadonlySet<string> | ReadonlyMap<string, unknown>,
  from: string | null,
): string | null {
  const { items } = placed.scene;
  const places = items.flatMap((item, index) => (ids.has(item.id) || item.id === from ? [index] : []));
  places.sort((a, b) => {
    const [one, other] = [rectOf(placed, a), rectOf(placed, b)];
    return one.y - other.y || one.x - other.x;
  });
  const sorted = places.map((index) => items[index]?.id ?? '');
  const at = from === null ? -1 : sorted.indexOf(from);
  const after = [...sorted.slice(at + 1), ...sorted.slice(0, at + 1)];
  return after.find((id) => ids.has(id)) ?? null;
}
