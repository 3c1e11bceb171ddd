import { plural } from '../format';
import type { Mark } from './marks';
import type { Scene } from './scene';
import { type Fate, type United, wireKey } from './unite';

/** What went and what came, as it is drawn. */
export interface Changes {
  /** The step that the graph is compared with. */
  readonly base: number;
  readonly added: number;
  readonly removed: number;
  /** By item id. */
  readonly marks: ReadonlyMap<string, Mark>;
  /** By index of the scene's edges. */
  readonly wires: ReadonlyMap<number, Fate>;
  /** By id of a folded card: what changed inside. */
  readonly notes: ReadonlyMap<string, string>;
}

/** Marks the cards and wires of two graphs that are drawn as one. Constants that are folded away are not counted. */
export function changesIn(scene: Scene, united: United): Changes {
  const counts = new Map<string, { added: number; removed: number }>();
  const marks = new Map<string, Mark>();
  let added = 0;
  let removed = 0;
  for (const [id, fate] of united.nodes) {
    const item = scene.items[scene.itemOf.get(id) ?? -1];
    if (item === undefined || item.kind === 'box') continue;
    if (fate === 'added') added++;
    else removed++;
    if (item.kind === 'node') {
      marks.set(item.id, fate);
      continue;
    }
    const count = counts.get(item.id) ?? { added: 0, removed: 0 };
    count[fate]++;
    counts.set(item.id, count);
  }
  const notes = new Map<string, string>();
  for (const [id, count] of counts) {
    const item = scene.items[scene.indexOf.get(id) ?? -1];
    if (item?.kind !== 'folded') continue;
    const all = item.size * item.groups.length;
    if (count.added >= all) marks.set(id, 'added');
    else if (count.removed >= all) marks.set(id, 'removed');
    else notes.set(id, changesText(count));
  }
  return { base: united.base, added, removed, marks, wires: wiresIn(scene, united), notes };
}

/** `5 removed, 7 added`; what there is none of is left out. */
export function changesText({ added, removed }: { added: number; removed: number }): string {
  const parts = [
    removed > 0 ? `${plural(removed, 'removed', 'removed')}` : '',
    added > 0 ? `${plural(added, 'added', 'added')}` : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? 'nothing changed' : parts.join(', ');
}

/** A drawn wire may stand for several: it came, or went, when all of them did. */
function wiresIn(scene: Scene, united: United): ReadonlyMap<number, Fate> {
  const fates = new Map<string, Set<Fate | 'stayed'>>();
  for (const edge of united.view.edges) {
    const from = scene.itemOf.get(edge.from);
    const to = scene.itemOf.get(edge.to);
    if (from === undefined || to === undefined || from === to) continue;
    const key = `${from}>${to}`;
    const fate = united.wires.get(wireKey(edge)) ?? 'stayed';
    const known = fates.get(key);
    if (known === undefined) fates.set(key, new Set([fate]));
    else known.add(fate);
  }
  const wires = new Map<number, Fate>();
  scene.edges.forEach(({ from, to }, e) => {
    const [fate = 'stayed', ...others] = fates.get(`${from}>${to}`) ?? [];
    if (others.length === 0 && fate !== 'stayed') wires.set(e, fate);
  });
  return wires;
}
