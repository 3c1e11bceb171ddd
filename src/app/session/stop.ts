import { toErrorData } from '../../core';
import { getSession, setSession } from '../stores/session';
import { connection } from './connection';

/** Ends whatever asks the clock: an optimization with the best that it has, anything else without a figure. */
export async function stop(): Promise<void> {
  if (getSession().running) setSession({ stopping: true });
  try {
    await connection().call('stop', null);
  } catch (thrown) {
    setSession({ error: toErrorData(thrown, 'WORKER_FAILED'), stopping: false });
  }
}
