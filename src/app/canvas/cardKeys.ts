import { enterSubgraph } from '../session/inside';
import { setView, useView } from '../stores/view';
import { moveSelection } from './moveSelection';
import { type PlacedScene, type Rect, rectOf } from './placed';
import type { Item } from './scene';
import { unfold } from './unfold';

/** Opens a folded card in place, and the first subgraph of a node that has some. */
export function openItem(item: Item): void {
  if (item.kind === 'folded') unfold(item);
  const attr = item.kind === 'node' ? item.node.subgraphs[0] : undefined;
  if (item.kind === 'node' && attr !== undefined) void enterSubgraph(item.node, attr);
}

/** Keys that reach the canvas from its cards: arrows choose a neighbour, Enter opens what is chosen, Escape lets go. */
export function onCardKey(
  event: React.KeyboardEvent,
  placed: PlacedScene,
  bringIntoView: (rect: Rect) => void,
): void {
  const id = useView.getState().selected;
  if (event.key === 'Escape') setView({ selected: null });
  else if (event.key === 'Enter' && id !== null) {
    const item = placed.scene.items[placed.scene.indexOf.get(id) ?? -1];
    if (item !== undefined) openItem(item);
  } else if (event.key.startsWith('Arrow') && id !== null) {
    const next = moveSelection(placed, id, event.key);
    if (next === null) return;
    event.preventDefault();
    event.stopPropagation();
    setView({ selected: next });
    bringIntoView(rectOf(placed, placed.scene.indexOf.get(next) ?? 0));
  }
}
