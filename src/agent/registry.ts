import { CodedError } from '../core';
import type { AgentParts } from './agentPlay';
import { backtracking, backtrackingInParts } from './backtracking';
import { beam } from './beam';
import { greedy, greedyInParts } from './greedy';
import { playouts } from './playouts';
import { portfolio } from './portfolio';
import { randomPlay } from './randomPlay';
import type { ObservedSearch, Search } from './search';
import { treeSearch } from './treeSearch';

/** Names of world models that an agent can dream in. */
export type AgentName = 'dreamgraph' | 'rlflow';

export interface SearchParts {
  /**
   * Loads a trained agent and starts a backend of the network library for it; null where there is none. It is called
   * only for searches that need it, so that the library is loaded no earlier.
   */
  readonly loadAgent: (name: AgentName) => Promise<AgentParts | null>;
  /** Starts a backend of the network library. */
  readonly startNetworks: () => Promise<void>;
}

/** The α and the budget of TASO's paper. */
const paper = [1.05, 1000] as const;
const taso = (): Search => backtracking(...paper);

const searches: Readonly<Record<string, (parts: SearchParts) => Promise<ObservedSearch>>> = {
  random: async () => randomPlay(),
  greedy: async () => greedy,
  backtracking: async () => taso(),
  beam: async () => beam(),
  'tree-search': async () => treeSearch(),
  playouts: async () => playouts(),
  'model-free-ppo': async ({ startNetworks }) => {
    await startNetworks();
    const { modelFree } = await import('./modelFree');
    return modelFree();
  },
  rlflow: (parts) => trained('rlflow', parts),
  dreamgraph: (parts) => trained('dreamgraph', parts),
  'dreamgraph-adapted': async ({ loadAgent }) => {
    const parts = await loadAgent('dreamgraph');
    if (parts === null) throw noAgent('dreamgraph');
    const { adaptedPlay } = await import('./adapt');
    return adaptedPlay(parts);
  },
  auto: async ({ loadAgent }) => automatic(() => loadAgent('dreamgraph')),
};

/** Every search by its name; `auto` is the default. */
export const searchNames: readonly string[] = Object.keys(searches);

/** @throws CodedError USAGE for a name that no search has, CHECKPOINT_REJECTED where an agent is asked for that is not there. */
export function searchNamed(name: string, parts: SearchParts): Promise<ObservedSearch> {
  const create = Object.hasOwn(searches, name) ? searches[name] : undefined;
  if (create === undefined) {
    throw new CodedError('USAGE', `There is no agent “${name}”: choose ${searchNames.join(', ')}.`, name);
  }
  return create(parts);
}

const noAgent = (name: AgentName): CodedError =>
  new CodedError('CHECKPOINT_REJECTED', `There is no trained agent for “${name}”.`, name);

async function trained(name: AgentName, { loadAgent }: SearchParts): Promise<ObservedSearch> {
  const parts = await loadAgent(name);
  if (parts === null) throw noAgent(name);
  const { trainedSearch } = await import('./trainedSearch');
  return trainedSearch(parts);
}

/**
 * What “Optimize” does: the trained agent and whole sets of rules played to their end without it, from the best that is known
 * (what openings led to, where the environment knows some) and from the start, then the two classical searches from the start
 * and from the best. Most of the time is the agent's: on a graph of thousands of nodes one of its playouts takes half a second.
 * Those from the start have several turns and go on where they were cut off, so that on graphs that are
 * small for the time they end, and nothing ends below them. Without an agent it goes on and says why.
 */
async function automatic(load: () => Promise<AgentParts | null>): Promise<ObservedSearch> {
  const agent = await agentOrReason(load);
  const thorough = backtrackingInParts(...paper);
  return portfolio([
    { name: 'the agent, from the best', search: agent, share: 0.65, from: 'best' },
    { name: 'greedy', parts: greedyInParts, share: 0.1 },
    { name: 'playouts from the best', search: playouts(), share: 0.35, from: 'best' },
    { name: 'the agent', search: agent, share: 0.45, from: 'start' },
    { name: 'greedy from the best', search: greedy, share: 0.4, from: 'best' },
    { name: 'greedy', parts: greedyInParts, share: 0.3 },
    { name: 'backtracking', parts: thorough, share: 0.4 },
    { name: 'backtracking from the best', search: taso(), share: 0.6, from: 'best' },
    { name: 'greedy', parts: greedyInParts, share: 0.5 },
    { name: 'backtracking', parts: thorough, share: 1 },
  ]);
}

/** The agent's search; where it cannot be loaded, one that rejects with the reason, which a portfolio reports. */
async function agentOrReason(load: () => Promise<AgentParts | null>): Promise<ObservedSearch> {
  try {
    const parts = await load();
    if (parts === null) return none(new Error('there is none here'));
    const { trainedSearch } = await import('./trainedSearch');
    return trainedSearch(parts);
  } catch (thrown) {
    return none(thrown);
  }
}

const none =
  (reason: unknown): ObservedSearch =>
  () =>
    Promise.reject(reason);
