import { startOffline } from '../../workers/offline/client';
import { isTraceLink } from '../share/SharedLink';
import { getShared } from '../share/shared';
import { setOffline } from '../stores/offline';
import { getSession } from '../stores/session';
import { openLaunchedFiles } from './launch';

/** A reader has begun with the lesson: what a figure was brought to is not all in the address. */
let lessonInUse = false;

function watchLesson(): void {
  if (!new URLSearchParams(location.search).has('lesson')) return;
  const begun = (): void => {
    lessonInUse = true;
  };
  for (const event of ['pointerdown', 'keydown', 'wheel', 'touchstart'])
    addEventListener(event, begun, { once: true, passive: true, capture: true });
}

/** Whether a reload would take something away that the address does not bring back. */
function wouldLose(): boolean {
  const { model, opening } = getSession();
  if (model !== null || opening !== null) return true;
  return getShared() !== null && !isTraceLink(location.hash);
}

/** Starts the service worker of the built app, which lies beside the page. */
export async function startServiceWorker(): Promise<void> {
  openLaunchedFiles();
  watchLesson();
  const build = document.querySelector<HTMLMetaElement>('meta[name=build]')?.content;
  if (build === undefined) return;
  try {
    await startOffline(`${import.meta.env.BASE_URL}sw.js`, build, {
      onUpdate: () => setOffline({ reloadFor: 'update' }),
      onThreadsAfterReload: () => setOffline({ reloadFor: 'threads' }),
      lesson: new URLSearchParams(location.search).has('lesson'),
      busy: () => lessonInUse || wouldLose(),
    });
  } catch {
    // A private window, a full disk, a host that withholds the script: the app runs, with the network and on one thread.
  }
}
