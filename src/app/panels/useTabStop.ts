import { type FocusEvent, type KeyboardEvent, useState } from 'react';

/** How far a key goes. Home and End are the page's: they show the first and the last step. */
const moves: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

/**
 * Makes one Tab stop of a list of buttons with `data-step`: Tab reaches the present step, the arrow keys go on from there.
 * A list may have hundreds.
 * @param present The step in view, where Tab enters.
 * @param listed Whether a step is in the list: one that was left out while it had the focus is no longer reached.
 */
export function useTabStop(present: number, listed: (step: number) => boolean) {
  const [focused, setFocused] = useState<number | null>(null);
  return {
    tabStop: focused !== null && listed(focused) ? focused : present,
    onFocus: ({ target }: FocusEvent<HTMLElement>) => {
      const { step } = target.dataset;
      if (step !== undefined) setFocused(Number(step));
    },
    onBlur: ({ currentTarget, relatedTarget }: FocusEvent<HTMLElement>) => {
      if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) setFocused(null);
    },
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      const move = moves[event.key];
      if (move === undefined || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
      const all = Array.from(event.currentTarget.querySelectorAll<HTMLElement>('[data-step]'));
      const at = all.indexOf(event.target as HTMLElement);
      const next = at < 0 ? undefined : all[at + move];
      if (next === undefined) return;
      event.preventDefault();
      // The page's own keys would move something else.
      event.stopPropagation();
      next.focus();
    },
  };
}
