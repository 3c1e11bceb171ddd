import dreamgraphUrl from '/models/dreamgraph.dgck?url';
import type { AgentParts } from '../../../agent/agentPlay';
import type { AgentName } from '../../../agent/registry';
import { CodedError, must } from '../../../core';
import { startBackend } from '../../../nn';
import { browserBackends } from '../../../nn/browserBackends';
import { assembleAgent } from './assembleAgent';

/** A world model's file, and beside it that of the policy that was trained in it. */
const urlsOf = (name: AgentName): readonly [world: string, policy: string] => {
  const world = dreamgraphUrl.replace(/dreamgraph(?=\.dgck(?:$|\?))/, name);
  return [world, world.replace(/\.dgck(?=$|\?)/, '.dgpo')];
};

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
 * An agent that ships with the app: its world model and the policy that was trained in it. Never imported by Node: the
 * `?url` imports are Vite's.
 * @throws CodedError CHECKPOINT_REJECTED, NETWORK, PROVIDER_UNAVAILABLE
 */
export async function loadShippedAgent(name: AgentName): Promise<AgentParts> {
  await startNetworks();
  const [world, policy] = await Promise.all(urlsOf(name).map(fetchBytes));
  return assembleAgent(must(world, 'world model'), must(policy, 'policy'));
}

/** An agent that was trained here. @throws CodedError CHECKPOINT_REJECTED, PROVIDER_UNAVAILABLE */
export async function loadTrainedAgent(world: Uint8Array, policy: Uint8Array): Promise<AgentParts> {
  await startNetworks();
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
