import { Dialog } from 'radix-ui';
import { useEffect, useState } from 'react';
import { toErrorData } from '../../core';
import { open } from '../session/open';
import { setSession } from '../stores/session';
import { fetchFile, nameOf } from './gallery';

/** Opens `?model=<url>`; an address on another server is shown first and fetched only once the person agrees. */
export function LinkedModel() {
  const [asked, setAsked] = useState<URL | null>(null);
  useEffect(() => {
    const text = new URLSearchParams(location.search).get('model');
    if (text === null || text === '') return;
    let url: URL;
    try {
      url = new URL(text, location.href);
    } catch (thrown) {
      setSession({ error: toErrorData(thrown, 'NETWORK') });
      return;
    }
    if (url.origin === location.origin) void openUrl(url);
    else setAsked(url);
  }, []);
  return (
    <Dialog.Root open={asked !== null} onOpenChange={(isOpen) => !isOpen && setAsked(null)}>
      <Dialog.Portal>
        <Dialog.Overlay className="dim" />
        <Dialog.Content className="dialog">
          <Dialog.Title>Fetch this model?</Dialog.Title>
          <Dialog.Description>
            The link asks for a model from another server, which will see that this browser fetched it:
          </Dialog.Description>
          <p className="address mono">{asked?.href}</p>
          <div className="form-foot">
            <Dialog.Close className="button">Cancel</Dialog.Close>
            <button
              type="button"
              className="button primary"
              onClick={() => {
                if (asked !== null) void openUrl(asked);
                setAsked(null);
              }}
            >
              Fetch from {asked?.host}
            </button>
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

async function openUrl(url: URL): Promise<void> {
  const name = nameOf(url.href);
  setSession({ opening: name, error: null });
  try {
    performance.mark('model:dropped');
    const response = await fetchFile(url.href);
    const file = new File([await response.blob()], name);
    await open({ files: [file], randomWeights: null, specialisation: null }, name, {
      kind: 'url',
      url: url.href,
    });
  } catch (thrown) {
    setSession({ opening: null, error: toErrorData(thrown, 'NETWORK') });
  }
}
