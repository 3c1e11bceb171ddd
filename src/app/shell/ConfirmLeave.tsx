import { Dialog } from 'radix-ui';
import { useState } from 'react';
import { unsaved } from '../session/unsaved';
import { getSession } from '../stores/session';
import { type Leaving, setView } from '../stores/view';
import { Dim } from './Dim';

/** Says what would be lost with the open model, before it is closed or another one takes its place. */
export default function ConfirmLeave({ leaving }: { readonly leaving: Leaving }) {
  const [lost] = useState(unsaved);
  const [name] = useState(() => getSession().model?.name ?? 'this model');
  return (
    <Dialog.Root open onOpenChange={() => setView({ leaving: null })}>
      <Dialog.Portal>
        <Dim />
        <Dialog.Content className="dialog">
          <Dialog.Title>Leave {name}?</Dialog.Title>
          <Dialog.Description>
            This would be lost: {listed(lost)}. Download and Share keep rewrites.
          </Dialog.Description>
          <div className="form-foot">
            <Dialog.Close className="button">Keep it open</Dialog.Close>
            <button
              type="button"
              className="button primary"
              onClick={() => {
                setView({ leaving: null });
                leaving.go();
              }}
            >
              {leaving.label}
            </button>
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

const listed = (parts: readonly string[]): string => new Intl.ListFormat('en-GB').format(parts);
