import { CodedError } from '../../core';
import { type Connection, connect } from '../rpc';
import type { LayoutMethods, LayoutRequest, LayoutResult } from './protocol';

let worker: Worker | null = null;
let connection: Connection<LayoutMethods, Record<string, never>> | null = null;
let latest = 0;
let busy = 0;

function start(): Connection<LayoutMethods, Record<string, never>> {
  worker = new Worker(new URL('./layout.worker.ts', import.meta.url), { type: 'module', name: 'layout' });
  const made = connect<LayoutMethods, Record<string, never>>(worker);
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    made.close(new CodedError('WORKER_FAILED', `The layout worker failed: ${event.message}`));
    if (connection !== made) return;
    connection = null;
    busy = 0;
  });
  connection = made;
  return made;
}

/**
 * Lays out in a worker. Only the latest request matters: an earlier one that is still being worked on is given up,
 * with its worker when a large graph keeps that busy, and resolves to null.
 */
export async function requestLayout(request: LayoutRequest): Promise<LayoutResult | null> {
  const ticket = ++latest;
  if (busy > 0 && request.width.length + request.from.length > 4000) {
    worker?.terminate();
    connection?.close(new CodedError('STOPPED', 'A newer layout was asked for'));
    connection = null;
    busy = 0;
  }
  const used = connection ?? start();
  busy++;
  try {
    const result = await used.call('layOut', request);
    return ticket === latest ? result : null;
  } catch (thrown) {
    if (ticket !== latest) return null;
    throw thrown;
  } finally {
    if (connection === used) busy--;
  }
}
