import { Dialog } from 'radix-ui';
import { Dim } from '../shell/Dim';

/** Shows an address on another server before anything is fetched from it. */
export default function ConfirmFetch({ url, onAnswer }: { url: URL; onAnswer: (agreed: boolean) => void }) {
  return (
    <Dialog.Root open onOpenChange={(isOpen) => !isOpen && onAnswer(false)}>
      <Dialog.Portal>
        <Dim />
        <Dialog.Content className="dialog">
          <Dialog.Title>Fetch this model?</Dialog.Title>
          <Dialog.Description>
            The link asks for a model from another server, which will see that this browser fetched it:
          </Dialog.Description>
          <p className="address mono">{url.href}</p>
          <div className="form-foot">
            <Dialog.Close className="button">Cancel</Dialog.Close>
            <button type="button" className="button primary" onClick={() => onAnswer(true)}>
              Fetch from {url.host}
            </button>
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
