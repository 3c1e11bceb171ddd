import { getView } from '../stores/view';

/** What stands for the chosen card where keys go: from afar the one button, else the card, where it is in sight. */
export function chosenElement(within: ParentNode): HTMLElement | null {
  const { selected } = getView();
  const chosen = selected === null ? 'none' : CSS.escape(selected);
  return (
    within.querySelector<HTMLElement>('.block-cursor') ??
    within.querySelector<HTMLElement>(`.react-flow__node[data-id="${chosen}"]`)
  );
}
