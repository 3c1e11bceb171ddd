import { lazy, Suspense, useEffect } from 'react';
import { CodedError } from '../../core';
import { setIntake } from '../session/open';
import { requestClose } from '../session/requestClose';
import { setSession } from '../stores/session';
import { getShared, useShared } from './shared';
import { traceAmong } from './traceAmong';

const Questions = lazy(() => import('./Questions'));

/** What reads and replays traces is loaded when the first one comes. */
async function withOpener(use: (opener: typeof import('./openTrace')) => Promise<void>): Promise<void> {
  let opener: typeof import('./openTrace');
  try {
    opener = await import('./openTrace');
  } catch (cause) {
    const error = new CodedError('NETWORK', 'A part of this page could not be loaded', null, { cause });
    setSession({ error: error.toData() });
    return;
  }
  await use(opener);
}

// Trace files, and the model that a trace waits for, come in wherever models do.
setIntake((files) => {
  const trace = traceAmong(files);
  if (trace !== undefined) {
    void withOpener((opener) =>
      opener.openTraceFile(
        trace,
        files.filter((file) => file !== trace),
      ),
    );
    return true;
  }
  if (getShared()?.phase !== 'waiting') return false;
  void withOpener((opener) => opener.giveModel(files));
  return true;
});

export const isTraceLink = (hash: string): boolean => /^#t\d+=/.test(hash);

/** Opens traces that come in the address, now and when it changes, and asks what has to be asked. */
export function SharedLink() {
  const phase = useShared((s) => s.shared?.phase ?? null);
  useEffect(() => {
    const look = async () => {
      if (!isTraceLink(location.hash)) return;
      await withOpener((opener) => opener.openFragment(location.hash));
      useShared.setState({ arriving: false });
    };
    const onChange = () => {
      // The way back from a link that was pasted: what it brought goes with it.
      if (location.hash === '' && getShared() !== null) requestClose();
      void look();
    };
    void look();
    addEventListener('hashchange', onChange);
    return () => removeEventListener('hashchange', onChange);
  }, []);
  if (phase !== 'asking' && phase !== 'confirming') return null;
  return (
    <Suspense>
      <Questions phase={phase} />
    </Suspense>
  );
}
