import { Dialog } from 'radix-ui';
import { useState } from 'react';
import { closeModel } from '../session/close';
import { unsaved } from '../session/unsaved';
import { getSession } from '../stores/session';
import { setView } from '../stores/view';
import { Dim } from './Dim';

/** Says what would be lost with the open model, before it is closed. */
export default function ConfirmClose() {
  const [lost] = useState(unsaved);
  const [name] = useState(() => getSession().model?.name ?? 'this model');
  return (
    <Dialog.Root open onOpenChange={(closing) => setView({ closing })}>
      <Dialog.Portal>
        <Dim />
        <Dialog.Content className="dialog">
          <Dialog.Title>Close {name}?</Dialog.Title>
          <Dialog.Description>
            This would be lost: {listed(lost)}. Download and Share keep rewrites.
          </Dialog.Description>
          <div className="form-foot">
            <Dialog.Close className="button">Keep it open</Dialog.Close>
            <button
              type="button"
              className="button primary"
              onClick={() => {
                setView({ closing: false });
                closeModel();
              }}
            >
              Close the model
            </button>
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

const listed = (parts: readonly string[]): string => new Intl.ListFormat('en-GB').format(parts);
