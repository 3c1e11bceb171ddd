import type { AgentParts } from './agentPlay';
import type { Imagined } from './imagination';
import { playoutsFrom } from './playouts';
import type { Proposer } from './policy/proposer';
import { type ObservedSearch, startOf } from './search';

/**
 * Playouts that the agent guides: the start is encoded once, the proposer says which rules a good way from here is made
 * of, and the search over sets of rules begins with that.
 */
export function proposedPlayouts<D extends Imagined>(
  { imagination }: Pick<AgentParts<D>, 'imagination'>,
  proposer: Proposer,
): ObservedSearch {
  return async (env, options) => {
    const begun = performance.now();
    const start = startOf(env);
    if (options.signal?.aborted)
      return { candidates: [start], stopReason: 'stopped', engineSteps: 0, imaginedSteps: 0 };
    const states = await imagination.encode([env.observe(start.state)]);
    const [prior] = await proposer.propose(states);
    const seconds = options.seconds - (performance.now() - begun) / 1000;
    return playoutsFrom(env, { ...options, seconds }, prior ?? { include: [], when: [] });
  };
}
