import { lazy, Suspense, useEffect } from 'react';
import { Gallery } from './gallery/Gallery';
import { LinkedModel } from './gallery/LinkedModel';
import { embedded } from './share/embed';
import { SharedLink } from './share/SharedLink';
import { useShared } from './share/shared';
import { DropZone } from './shell/DropZone';
import { ErrorBanner } from './shell/ErrorBanner';
import { Header } from './shell/Header';
import { PageBoundary } from './shell/PageBoundary';
import { Shortcuts } from './shell/Shortcuts';
import { StatusLine } from './shell/StatusLine';
import { useOffline } from './stores/offline';
import { useSession } from './stores/session';

const loadWorkbench = () => import('./Workbench');
const Workbench = lazy(loadWorkbench);
const ReloadNotice = lazy(() => import('./offline/ReloadNotice'));
const SharedPage = lazy(() => import('./share/SharedPage'));
const EmbedPage = lazy(() => import('./share/EmbedPage'));

/** The one screen. */
export function App() {
  const empty = useSession((s) => s.model === null);
  const opening = useSession((s) => s.opening !== null);
  const arriving = useShared((s) => s.arriving);
  const shared = useShared((s) => s.shared !== null && s.shared.phase !== 'asking');
  const reload = useOffline((s) => s.reloadFor !== null);
  useEffect(() => {
    // While the worker reads the model, the page fetches what shows it.
    if (opening) void loadWorkbench();
  }, [opening]);
  return (
    <DropZone>
      {!embedded && <Header />}
      <div className="banners">
        <ErrorBanner />
        {reload && (
          <Suspense>
            <ReloadNotice />
          </Suspense>
        )}
      </div>
      <PageBoundary>
        {embedded ? (
          <Suspense>
            <EmbedPage />
          </Suspense>
        ) : empty && shared ? (
          <Suspense fallback={<main className="workbench" />}>
            <SharedPage />
          </Suspense>
        ) : empty && arriving ? (
          <main className="workbench" />
        ) : empty ? (
          <Gallery />
        ) : (
          <Suspense fallback={<main className="workbench" />}>
            <Workbench />
          </Suspense>
        )}
      </PageBoundary>
      {!embedded && <StatusLine />}
      <Shortcuts />
      <LinkedModel />
      <SharedLink />
    </DropZone>
  );
}
