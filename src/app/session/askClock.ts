import { toErrorData } from '../../core';
import { getSession, setSession } from '../stores/session';

/**
 * Asks the clock something that the person may stop; how far it is arrives as progress meanwhile. Null when there is no
 * answer: the banner then says why, or the status line that it was stopped.
 */
export async function askClock<T>(ask: () => Promise<T>): Promise<T | null> {
  setSession({ error: null, notice: null, progress: null });
  try {
    return await ask();
  } catch (thrown) {
    // A model that was closed has had its own notice.
    if (getSession().model === null) return null;
    const error = toErrorData(thrown, 'RUNTIME_CRASHED');
    // What a person asked for is no failure.
    setSession(error.code === 'STOPPED' ? { notice: 'Stopped; nothing was kept' } : { error });
    return null;
  } finally {
    setSession({ progress: null });
  }
}
