import { getView, setView, type ViewState } from '../stores/view';
import { did } from './undo';

/** What a person chooses of the view, one choice at a time. */
type Choice = Partial<Pick<ViewState, 'overlay' | 'constants' | 'comparing' | 'onlyEffects'>>;

/** Changes how the model is looked at, in a way that can be taken back. */
export function changeView(label: string, choice: Choice): void {
  const { overlay, constants, comparing, onlyEffects } = getView();
  const before = { overlay, constants, comparing, onlyEffects };
  const after = { ...before, ...choice };
  if (JSON.stringify(before) === JSON.stringify(after)) return;
  setView(choice);
  did({ label, undo: async () => setView(before), redo: async () => setView(after) });
}
