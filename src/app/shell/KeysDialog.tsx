import { X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { setView } from '../stores/view';
import { Dim } from './Dim';
import { Keys } from './Keys';

const keys: readonly (readonly [string, string])[] = [
  ['Ctrl O', 'Open a model'],
  ['Ctrl F', 'Find a node'],
  ['Ctrl K', 'All commands'],
  ['Ctrl Z', 'Undo'],
  ['Ctrl Shift Z', 'Redo'],
  ['F', 'Fit the graph'],
  ['Space', 'Play or pause the rewrites'],
  ['← →', 'Previous and next step'],
  ['Home End', 'The original, the last step'],
  ['↑ ↓ ← →', 'On a card: to the next one, along the wires or beside it'],
  ['Enter', 'On a card: its rewrites while you play, else what is inside'],
  ['Esc', 'Deselect'],
  ['?', 'This list'],
];

/** The list of keys. */
export default function KeysDialog() {
  return (
    <Dialog.Root open onOpenChange={(helping) => setView({ helping })}>
      <Dialog.Portal>
        <Dim />
        <Dialog.Content className="dialog" aria-describedby={undefined}>
          <Dialog.Title>Keys</Dialog.Title>
          <dl className="keys">
            {keys.map(([key, what]) => (
              <div key={key}>
                <dt>
                  <Keys keys={key} />
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
