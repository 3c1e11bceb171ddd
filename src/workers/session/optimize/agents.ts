import type { AgentParts } from '../../../agent/agentPlay';
import { type AgentName, type SearchParts, searchNamed } from '../../../agent/registry';
import type { ObservedSearch } from '../../../agent/search';

/** Each is read once for as long as the worker lives; a failure is tried again the next time. */
const shipped = new Map<AgentName, Promise<AgentParts>>();

/** The network library is loaded here and no earlier: opening a model must not wait for it. */
const parts: SearchParts = {
  loadAgent: (name: AgentName) => {
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
  return { name, search: await searchNamed(name, parts), openings: name === 'auto' };
}
