import { CodedError } from '../../core';
import { type Connection, connect } from '../rpc';
import type { DreamMethods } from './protocol';

export interface DreamClient extends Connection<DreamMethods, Record<string, never>> {
  /** Ends the worker and gives its memory back. */
  dispose(): void;
  /** Called once if the worker dies by itself. */
  onFailure(listener: (error: CodedError) => void): void;
}

/** Starts a dream worker. */
export function createDreamClient(): DreamClient {
  const worker = new Worker(new URL('./dream.worker.ts', import.meta.url), { type: 'module', name: 'dream' });
  const connection = connect<DreamMethods, Record<string, never>>(worker);
  const listeners: ((error: CodedError) => void)[] = [];
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    const error = new CodedError(
      'WORKER_FAILED',
      `The dream worker failed: ${event.message || 'it could not be loaded'}`,
    );
    connection.close(error);
    for (const listener of listeners) listener(error);
  });
  return {
    ...connection,
    dispose: () => {
      connection.close(new CodedError('STOPPED', 'The dream was ended'));
      worker.terminate();
    },
    onFailure: (listener) => {
      listeners.push(listener);
    },
  };
}
