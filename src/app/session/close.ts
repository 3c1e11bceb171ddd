import { closeShared } from '../share/shared';
import { getSession, initialSession, setSession, useSession } from '../stores/session';
import { setView } from '../stores/view';
import { endConnection } from './connection';
import { forgetOpened } from './open';
import { pause } from './steps';
import { overtake } from './turn';
import { forgetAfter } from './views';

const listeners: (() => void)[] = [];

/** Registers what else lets go of a model that is closed. */
export function onClose(listener: () => void): void {
  listeners.push(listener);
}

/** Closes the open model and goes back to the start page; its worker ends, and gives its memory back. */
export function closeModel(): void {
  const { model, targets, target } = getSession();
  overtake();
  pause();
  closeShared();
  forgetOpened();
  forgetAfter(-1);
  setView({
    selected: null,
    hoveredStep: null,
    opened: new Set(),
    constants: false,
    overlay: 'family',
    inside: [],
    comparing: null,
    finding: false,
    byHand: false,
    choosing: null,
    tab: 'inspect',
  });
  const notice = model === null ? null : `${model.name} is closed`;
  setSession({ ...initialSession, targets, target, notice });
  endConnection();
  for (const listener of listeners) listener();
  forgetAddress();
}

/** A reload is not to open again what was closed. */
function forgetAddress(): void {
  const query = new URLSearchParams(location.search);
  if (!query.has('model')) return;
  query.delete('model');
  const rest = query.size > 0 ? `?${query}` : '';
  history.replaceState(null, '', location.pathname + rest + location.hash);
}

// Whatever was under way ends with its model: that is no error to tell of.
useSession.subscribe(({ model, error }) => {
  if (model === null && error?.code === 'STOPPED') setSession({ error: null });
});
