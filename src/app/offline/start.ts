import { startOffline } from '../../workers/offline/client';
import { setOffline } from '../stores/offline';
import { getSession } from '../stores/session';
import { openLaunchedFiles } from './launch';

/** Starts the service worker of the built app, which lies beside the page. */
export async function startServiceWorker(): Promise<void> {
  openLaunchedFiles();
  const build = document.querySelector<HTMLMetaElement>('meta[name=build]')?.content;
  if (build === undefined) return;
  try {
    await startOffline(`${import.meta.env.BASE_URL}sw.js`, build, {
      onUpdate: () => setOffline({ reloadFor: 'update' }),
      onThreadsAfterReload: () => setOffline({ reloadFor: 'threads' }),
      lesson: new URLSearchParams(location.search).has('lesson'),
      busy: () => getSession().model !== null || getSession().opening !== null,
    });
  } catch {
    // A private window, a full disk, a host that withholds the script: the app runs, with the network and on one thread.
  }
}
