import type { ViewState } from '../stores/view';

/** What the page shows once a card is chosen: what is known of it and, while a person plays, what can be done there. */
export const chosen = (
  id: string,
  plays: ReadonlyMap<string, unknown> | null,
): Pick<ViewState, 'selected' | 'tab' | 'choosing'> => ({
  selected: id,
  tab: 'inspect',
  choosing: plays?.has(id) === true ? id : null,
});
