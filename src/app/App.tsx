import { lazy, Suspense, useEffect } from 'react';
import { Gallery } from './gallery/Gallery';
import { LinkedModel } from './gallery/LinkedModel';
import { DropZone } from './shell/DropZone';
import { ErrorBanner } from './shell/ErrorBanner';
import { Header } from './shell/Header';
import { Shortcuts } from './shell/Shortcuts';
import { StatusLine } from './shell/StatusLine';
import { useSession } from './stores/session';

const loadWorkbench = () => import('./Workbench');
const Workbench = lazy(loadWorkbench);

/** The one screen. */
export function App() {
  const empty = useSession((s) => s.model === null);
  const opening = useSession((s) => s.opening !== null);
  useEffect(() => {
    // While the worker reads the model, the page fetches what shows it.
    if (opening) void loadWorkbench();
  }, [opening]);
  return (
    <DropZone>
      <Header />
      <ErrorBanner />
      {empty ? (
        <Gallery />
      ) : (
        <Suspense fallback={<main className="workbench" />}>
          <Workbench />
        </Suspense>
      )}
      <StatusLine />
      <Shortcuts />
      <LinkedModel />
    </DropZone>
  );
}
