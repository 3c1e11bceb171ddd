import { lazy, Suspense, useEffect } from 'react';
import { goTo, goTowards, pause, play } from '../session/steps';
import { redo, undo } from '../session/undo';
import { getSession } from '../stores/session';
import { getView, setView, useView } from '../stores/view';
import { isInOverlay } from './isInOverlay';

const Palette = lazy(() => import('../commands/Palette'));
const ConfirmLeave = lazy(() => import('./ConfirmLeave'));
const KeysDialog = lazy(() => import('./KeysDialog'));

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(input|select|textarea)$/i.test(target.tagName)) &&
  !(target instanceof HTMLInputElement && target.type === 'checkbox');

/** Whether the element under the focus has a use of its own for a key. */
const keepsKey = (target: EventTarget | null, key: string): boolean => {
  if (!(target instanceof HTMLElement)) return false;
  const own = key === ' ' ? 'button, a, summary, label, [role=button]' : '[data-id]';
  return (
    target.closest(`${own}, [role=slider], [role=tab], [role=separator], [role=menu], [role=dialog]`) !== null
  );
};

/** The page's keys, and the dialog that lists them. */
export function Shortcuts() {
  const open = useView((s) => s.helping);
  const leaving = useView((s) => s.leaving);
  const commanding = useView((s) => s.commanding);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const command = event.ctrlKey || event.metaKey;
      if (command && event.key.toLowerCase() === 'o') {
        event.preventDefault();
        document.querySelector<HTMLInputElement>('input[type=file][aria-label="Open model"]')?.click();
        return;
      }
      if (command && event.key.toLowerCase() === 'f' && getSession().view !== null) {
        event.preventDefault();
        setView({ finding: true });
        return;
      }
      if (command && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        setView({ commanding: true });
        return;
      }
      const again = event.key.toLowerCase() === 'y' || (event.key.toLowerCase() === 'z' && event.shiftKey);
      if (command && (again || event.key.toLowerCase() === 'z') && !typing(event.target)) {
        event.preventDefault();
        void (again ? redo() : undo());
        return;
      }
      if (command || event.altKey || typing(event.target)) return;
      const { step, steps } = getSession();
      if (event.key === '?') setView({ helping: true });
      else if (event.key === 'Escape') {
        // What is open has its own use for the key; a dialog that was open elsewhere has taken it.
        if (!event.defaultPrevented && !isInOverlay(event.target)) setView({ selected: null });
      } else if (keepsKey(event.target, event.key) || steps.length === 0) return;
      else if (event.key === ' ') {
        event.preventDefault();
        if (getView().playing) pause();
        else void play();
      } else if (event.key === 'ArrowLeft') goTowards(step - 1);
      else if (event.key === 'ArrowRight') goTowards(step + 1);
      else if (event.key === 'Home') goTo(0);
      else if (event.key === 'End') goTo(steps.length);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
  return (
    <Suspense>
      {open && <KeysDialog />}
      {commanding && <Palette />}
      {leaving !== null && <ConfirmLeave leaving={leaving} />}
    </Suspense>
  );
}
