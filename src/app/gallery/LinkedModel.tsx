import { lazy, Suspense, useEffect, useState } from 'react';
import { toErrorData } from '../../core';
import { addressProblem } from '../../workers/fetch/protocol';
import { open } from '../session/open';
import { isLatest, overtake } from '../session/turn';
import { setSession } from '../stores/session';
import { fetchFile, nameOf } from './gallery';

const ConfirmFetch = lazy(() => import('./ConfirmFetch'));

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
    if (url.origin === location.origin) {
      void openUrl(url);
      return;
    }
    const problem = addressProblem(url);
    if (problem === null) setAsked(url);
    else setSession({ error: problem.toData() });
  }, []);
  if (asked === null) return null;
  return (
    <Suspense>
      <ConfirmFetch
        url={asked}
        onAnswer={(agreed) => {
          setAsked(null);
          if (agreed) void openUrl(asked);
        }}
      />
    </Suspense>
  );
}

async function openUrl(url: URL): Promise<void> {
  const name = nameOf(url.href);
  const turn = overtake(true);
  setSession({ opening: name, error: null });
  try {
    performance.mark('model:dropped');
    const response = await fetchFile(url.href);
    const file = new File([await response.blob()], name);
    // What a person opened while it was on its way is what they want to see.
    if (!isLatest(turn)) return;
    await open({ files: [file], randomWeights: null, specialisation: null }, name, {
      kind: 'url',
      url: url.href,
    });
  } catch (thrown) {
    if (!isLatest(turn)) return;
    setSession({ opening: null, error: toErrorData(thrown, 'NETWORK') });
  }
}
