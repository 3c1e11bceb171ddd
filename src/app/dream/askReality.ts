import type { DreamStep, ModelKind } from '../../workers/dream/protocol';
import type { Observed } from '../../workers/session/dream/protocol';
import { about } from '../format';
import { attempt, onForgotten } from '../session/open';
import { sameBase } from '../session/sameBase';
import { stop } from '../session/stop';
import { setSession, useSession } from '../stores/session';
import { checkDreams, measureDream, SECONDS } from './reality';
import { getDreamTab, setDreamTab } from './state';

// Holding dreams against reality from beginning to end: it goes on while another tab is shown, and can be stopped.

let going = false;

// The worker keeps what was played for real as long as the model that it was played on.
const forget = (): void => setDreamTab({ realities: new Map() });
onForgotten(forget);
useSession.subscribe((now, before) => {
  if (now.model !== before.model && !sameBase(now.model, before.model)) forget();
});

/** Plays dreams on the real graph, the first one first, and says in the status line how far it is. */
export async function checkReality(
  kind: ModelKind,
  observed: Observed,
  dreams: readonly (readonly DreamStep[])[],
): Promise<void> {
  if (getDreamTab().busy !== null) return;
  going = true;
  setDreamTab({ busy: { what: 'checking', kind, left: '' } });
  const start = performance.now();
  const total = dreams.length;
  const onProgress = (done: number): void => {
    const each = (performance.now() - start) / 1000 / Math.max(1, done);
    const message = `Playing dream ${done + 1} of ${total} on the real graph`;
    const secondsLeft = done === 0 ? null : each * (total - done);
    setSession({ progress: { phase: 'verifying', message, done, total, secondsLeft } });
  };
  await attempt(() => checkDreams(kind, observed, dreams, onProgress, () => going));
  setSession({ progress: null });
  setDreamTab({ busy: null });
}

/** Asks the clock about the graphs of a dream, one after the other. */
export async function measureReality(
  kind: ModelKind,
  observed: Observed,
  steps: readonly DreamStep[],
  order: readonly number[],
): Promise<void> {
  if (getDreamTab().busy !== null) return;
  going = true;
  const onProgress = (done: number): void => {
    const which = `Rewrite ${order[done]} of this dream is with the clock`;
    const left = `${which}: ${done + 1} of ${order.length}, ${about(SECONDS * 1.5 * (order.length - done))} left`;
    setDreamTab({ busy: { what: 'measuring', kind, left } });
  };
  onProgress(0);
  await measureDream(kind, observed, steps, order, onProgress, () => going);
  setDreamTab({ busy: null });
}

/** Ends what is with the clock at once, and playing dreams after the present one. */
export function endReality(): void {
  const { busy } = getDreamTab();
  going = false;
  if (busy?.what === 'measuring') void stop();
}
