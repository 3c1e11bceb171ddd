import { undoableFold } from '../session/undo';
import { getView, setView } from '../stores/view';
import { single } from './fold';
import type { FoldedItem } from './scene';

/** Opens a folded card in place: a run of blocks becomes one card for each, a single block shows its nodes. */
export function unfold(item: FoldedItem): void {
  const opened = new Set(getView().opened);
  if (item.groups.length > 1) for (const group of item.groups) opened.add(single(group));
  else for (const group of item.groups) opened.add(group);
  undoableFold(`Open ${item.label}`, () => setView({ opened, selected: null }));
}

/** Folds an open group again; it joins its run where it has one. */
export function foldGroup(group: string): void {
  const opened = new Set(getView().opened);
  opened.delete(group);
  opened.delete(single(group));
  undoableFold('Fold a block', () => setView({ opened }));
}

/** Folds everything. */
export function foldAll(): void {
  if (getView().opened.size > 0)
    undoableFold('Fold all blocks', () => setView({ opened: new Set(), selected: null }));
}

/** Opens the groups around some nodes, so that they can be seen. */
export function openGroups(groups: Iterable<string>): void {
  const before = getView().opened;
  const opened = new Set(before);
  for (const group of groups) opened.add(group);
  if (opened.size > before.size) setView({ opened });
}
