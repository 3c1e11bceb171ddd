import { CodedError } from '../../core';
import { startBackend } from '../../nn';
import { browserBackends } from '../../nn/browserBackends';
import { type Port, serve } from '../rpc';
import { createDreamHandler } from './handler';

/** WASM first: it starts in a fraction of a second and answers small batches sooner than a GPU does. */
const backends = ['wasm', 'webgl', 'cpu'] as const;

let started: Promise<string> | null = null;

async function start(): Promise<string> {
  for (const name of backends) if (await startBackend(name, browserBackends)) return name;
  throw new CodedError('PROVIDER_UNAVAILABLE', 'no backend of tfjs starts here');
}

const channel = new MessageChannel();
const waiting: (() => void)[] = [];
channel.port1.onmessage = () => waiting.shift()?.();

serve<Record<string, never>>(
  self as unknown as Port,
  createDreamHandler({
    startTensors: () => {
      started ??= start();
      return started;
    },
    breathe: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        channel.port2.postMessage(null);
      }),
  }),
);
