import type { AgentParts } from '../../../agent/agentPlay';
import { type AgentName, type SearchParts, searchNamed } from '../../../agent/registry';
import type { ObservedSearch } from '../../../agent/search';
import type { WorldModelSource } from '../dream/protocol';

/** Each is read once for as long as the worker lives; a failure is tried again the next time. */
const shipped = new Map<AgentName, Promise<AgentParts>>();

interface Files {
  readonly world: Uint8Array;
  readonly policy: Uint8Array;
}

/** The agent that was trained on the opened model, once it has been asked for. */
let here: { readonly files: Files; parts: Promise<AgentParts> | null } | null = null;
/** Those that were used before it and are still in memory: a search may be on its way with one. */
const replaced: Promise<AgentParts>[] = [];

/** From now on `dreamgraph` is the agent of these files where they hold one; else the one that ships with the app. */
export function useTrainedHere(source: WorldModelSource | null): void {
  const { checkpoint, policy = null } = source ?? {};
  const isOne = source?.kind === 'dreamgraph' && checkpoint instanceof Uint8Array && policy !== null;
  if (isOne && here?.files.policy === policy) return;
  if (here !== null && here.parts !== null) replaced.push(here.parts);
  here = isOne ? { files: { world: checkpoint, policy }, parts: null } : null;
}

/** Gives back the memory of agents that others have replaced. No search may be going on. */
async function disposeReplaced(): Promise<void> {
  if (replaced.length === 0) return;
  const { disposeAgent } = await import('./assembleAgent');
  for (const agent of replaced.splice(0)) await agent.then(disposeAgent, () => undefined);
}

function loadTrainedHere(own: NonNullable<typeof here>): Promise<AgentParts> {
  if (own.parts !== null) return own.parts;
  const loading = import('./loadAgent').then(({ loadTrainedAgent }) =>
    loadTrainedAgent(own.files.world, own.files.policy),
  );
  own.parts = loading;
  loading.catch(() => {
    own.parts = null;
  });
  return loading;
}

/** The network library is loaded here and no earlier: opening a model must not wait for it. */
const parts: SearchParts = {
  loadAgent: (name: AgentName) => {
    if (name === 'dreamgraph' && here !== null) return loadTrainedHere(here);
    const known = shipped.get(name);
    if (known !== undefined) return known;
    const loading = import('./loadAgent').then(({ loadShippedAgent }) => loadShippedAgent(name));
    shipped.set(name, loading);
    loading.catch(() => shipped.delete(name));
    return loading;
  },
  startNetworks: async () => (await import('./loadAgent')).startNetworks(),
};

export interface ChosenAgent {
  readonly name: string;
  readonly search: ObservedSearch;
  /** Whether sequences that are known to pay open it: they are part of the default, and of no peer. */
  readonly openings: boolean;
}

/** @throws CodedError USAGE for a name that no agent has. */
export async function agentOf(name: string): Promise<ChosenAgent> {
  // One search at a time: the one before has ended.
  await disposeReplaced();
  return { name, search: await searchNamed(name, parts), openings: name === 'auto' };
}
