import { X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { useEffect } from 'react';
import { goTo, pause, play } from '../session/steps';
import { getSession } from '../stores/session';
import { getView, setView, useView } from '../stores/view';

const keys: readonly (readonly [string, string])[] = [
  ['Ctrl O', 'Open a model'],
  ['Ctrl F', 'Find a node'],
  ['F', 'Fit the graph'],
  ['Space', 'Play or pause the rewrites'],
  ['← →', 'Previous and next step'],
  ['Home End', 'The original, the last step'],
  ['Enter', 'Open or fold a group'],
  ['Esc', 'Deselect'],
  ['?', 'This list'],
];

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(input|select|textarea)$/i.test(target.tagName)) &&
  !(target instanceof HTMLInputElement && target.type === 'checkbox');

/** Elements that have a use of their own for Space and the arrow keys. */
const hasOwnKeys = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  target.closest('button, a, [role=slider], [role=tab], [role=separator], [role=menu], [role=dialog]') !==
    null;

/** The page's keys, and the dialog that lists them. */
export function Shortcuts() {
  const open = useView((s) => s.helping);
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
      if (command || event.altKey || typing(event.target)) return;
      const { step, steps } = getSession();
      if (event.key === '?') setView({ helping: true });
      else if (hasOwnKeys(event.target) || steps.length === 0) return;
      else if (event.key === ' ') {
        event.preventDefault();
        if (getView().playing) pause();
        else void play();
      } else if (event.key === 'ArrowLeft') goTo(step - 1);
      else if (event.key === 'ArrowRight') goTo(step + 1);
      else if (event.key === 'Home') goTo(0);
      else if (event.key === 'End') goTo(steps.length);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
  return (
    <Dialog.Root open={open} onOpenChange={(helping) => setView({ helping })}>
      <Dialog.Portal>
        <Dialog.Overlay className="dim" />
        <Dialog.Content className="dialog" aria-describedby={undefined}>
          <Dialog.Title>Keys</Dialog.Title>
          <dl className="keys">
            {keys.map(([key, what]) => (
              <div key={key}>
                <dt>
                  {key.split(' ').map((part) => (
                    <kbd key={part}>{part}</kbd>
                  ))}
                </dt>
                <dd>{what}</dd>
              </div>
            ))}
          </dl>
          <Dialog.Close className="button plain icon small corner" aria-label="Close">
            <X size={16} aria-hidden="true" />
          </Dialog.Close>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
