import { CodedError } from '../../core';
import { type Connection, connect } from '../rpc';
import type { DemoMethods } from './protocol';

export interface DemoClient extends Connection<DemoMethods, Record<string, never>> {
  /** Ends the worker. */
  dispose(): void;
}

/** Starts the demonstration's worker. */
export function createDemo(): DemoClient {
  const worker = new Worker(new URL('./demo.worker.ts', import.meta.url), { type: 'module', name: 'demo' });
  const connection = connect<DemoMethods, Record<string, never>>(worker);
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    connection.close(new CodedError('WORKER_FAILED', `The sample's worker failed: ${event.message}`));
  });
  return {
    ...connection,
    dispose: () => {
      connection.close(new CodedError('STOPPED', 'The sample is not shown any more'));
      worker.terminate();
    },
  };
}
