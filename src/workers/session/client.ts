import { CodedError } from '../../core';
import { type Connection, connect } from '../rpc';
import type { SessionEvents, SessionMethods } from './protocol';

export interface SessionClient extends Connection<SessionMethods, SessionEvents> {
  /** Ends the worker and everything it started. */
  dispose(): void;
  /** Called once if the worker dies by itself. */
  onFailure(listener: (error: CodedError) => void): void;
}

/** Starts a model session in a worker of its own. */
export function createSession(): SessionClient {
  const worker = new Worker(new URL('./session.worker.ts', import.meta.url), {
    type: 'module',
    name: 'session',
  });
  const connection = connect<SessionMethods, SessionEvents>(worker);
  const listeners: ((error: CodedError) => void)[] = [];
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    const error = new CodedError(
      'WORKER_FAILED',
      `The model worker failed: ${event.message || 'it could not be loaded'}`,
    );
    connection.close(error);
    for (const listener of listeners) listener(error);
  });
  // The worker cannot see whether the page is hidden, and must not take times while it is.
  const tellVisibility = (): void => {
    connection.call('visibility', { hidden: document.hidden }).catch(() => undefined);
  };
  document.addEventListener('visibilitychange', tellVisibility);
  if (document.hidden) tellVisibility();
  return {
    ...connection,
    dispose: () => {
      document.removeEventListener('visibilitychange', tellVisibility);
      connection.close(new CodedError('STOPPED', 'The model was closed'));
      worker.terminate();
    },
    onFailure: (listener) => {
      listeners.push(listener);
    },
  };
}
