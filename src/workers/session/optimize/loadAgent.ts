import worldUrl from '/models/dreamgraph.dgck?url';
import type { AgentParts } from '../../../agent/agentPlay';
import { CodedError } from '../../../core';
import { startBackend } from '../../../nn';
import { browserBackends } from '../../../nn/browserBackends';
import { assembleAgent } from './assembleAgent';

/** Beside the world model that it was trained in. */
const policyUrl = worldUrl.replace(/\.dgck(?=$|\?)/, '.dgpo');
/**
 * Starts the network library's backend in the session worker. WASM: decisions are small, one after the other, and a GPU
 * would be asked for by the measurements meanwhile.
 * @throws CodedError PROVIDER_UNAVAILABLE
 */
export async function startNetworks(): Promise<void> {
  if (await startBackend('wasm', browserBackends)) return;
  if (await startBackend('cpu')) return;
  throw new CodedError('PROVIDER_UNAVAILABLE', 'no backend of tfjs starts here');
}

/**
 * The agent that ships with the app: its world model and the policy that was trained in it. Never imported by Node: the
 * `?url` imports are Vite's.
 * @throws CodedError CHECKPOINT_REJECTED, NETWORK, PROVIDER_UNAVAILABLE
 */
export async function loadShippedAgent(): Promise<AgentParts> {
  await startNetworks();
  const [world, policy] = await Promise.all([fetchBytes(worldUrl), fetchBytes(policyUrl)]);
  return assembleAgent(world, policy);
}

async function fetchBytes(url: string): Promise<Uint8Array> {
  const response = await fetch(url).catch((cause: unknown) => {
    throw new CodedError('NETWORK', `${url} could not be fetched`, url, { cause });
  });
  // A server for single-page apps answers with its page where a file is missing.
  if (!response.ok || response.headers.get('content-type')?.startsWith('text/html'))
    throw new CodedError('NETWORK', `${url} is not there (${response.status})`, url);
  return new Uint8Array(await response.arrayBuffer());
}
