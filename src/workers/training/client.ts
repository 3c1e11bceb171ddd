import { CodedError } from '../../core';
import { type Connection, connect } from '../rpc';
import type { TrainingEvents, TrainingMethods } from './protocol';

export interface TrainingClient extends Connection<TrainingMethods, TrainingEvents> {
  /** Ends the worker. */
  dispose(): void;
  /** Called once if the worker dies by itself. */
  onFailure(listener: (error: CodedError) => void): void;
}

/** Starts a worker for training. */
export function createTraining(): TrainingClient {
  const worker = new Worker(new URL('./training.worker.ts', import.meta.url), {
    type: 'module',
    name: 'training',
  });
  const connection = connect<TrainingMethods, TrainingEvents>(worker);
  const listeners: ((error: CodedError) => void)[] = [];
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    const message = `The training worker failed: ${event.message || 'it could not be loaded'}`;
    const error = new CodedError('WORKER_FAILED', message);
    connection.close(error);
    for (const listener of listeners) listener(error);
  });
  return {
    ...connection,
    dispose: () => {
      connection.close(new CodedError('STOPPED', 'Training was ended'));
      worker.terminate();
    },
    onFailure: (listener) => {
      listeners.push(listener);
    },
  };
}
