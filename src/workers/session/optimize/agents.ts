import { backtracking } from '../../../agent/backtracking';
import { greedy } from '../../../agent/greedy';
import { playouts } from '../../../agent/playouts';
import type { Search } from '../../../agent/search';
import { CodedError } from '../../../core';

/** α and budget of TASO's paper. */
const taso = { alpha: 1.05, budget: 1000 };

const agents: Readonly<Record<string, () => Search>> = {
  greedy: () => greedy,
  backtracking: () => backtracking(taso.alpha, taso.budget),
  playouts: () => playouts(),
};

/** What “auto” stands for. */
export const defaultAgent = 'playouts';
export const agentNames = Object.keys(agents);

/** @throws CodedError USAGE for a name that no agent has. */
export function agentOf(name: string): { readonly name: string; readonly search: Search } {
  const chosen = name === 'auto' ? defaultAgent : name;
  const create = Object.hasOwn(agents, chosen) ? agents[chosen] : undefined;
  if (create === undefined) {
    throw new CodedError('USAGE', `There is no agent “${name}”: choose ${agentNames.join(', ')}.`, name);
  }
  return { name: chosen, search: create() };
}
