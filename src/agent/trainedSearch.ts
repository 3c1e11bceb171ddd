import { type AgentParts, agentPlay } from './agentPlay';
import type { Imagined } from './imagination';
import { measuringOrder } from './measuringOrder';
import { portfolio } from './portfolio';
import { proposedPlayouts } from './proposedPlayouts';
import type { ObservedSearch } from './search';

/**
 * The trained agent alone, without any sequence of rules or order of families that a person wrote: its proposals are
 * played, it plans on from the best of them, proposes again from there, and plans from the start in what time is left. An
 * agent without a proposer (RLFlow's) only plans.
 */
export function trainedSearch<D extends Imagined>(parts: AgentParts<D>): ObservedSearch {
  const plans = agentPlay(parts);
  const { proposer } = parts;
  if (!proposer) return plans;
  const proposals = proposedPlayouts(parts, proposer);
  const search = portfolio([
    { name: 'proposals', search: proposals, share: 0.5, from: 'start' },
    { name: 'plans from the best', search: plans, share: 0.35, from: 'best' },
    { name: 'proposals from the best', search: proposals, share: 0.4, from: 'best' },
    { name: 'plans', search: plans, share: 0.6, from: 'start' },
    { name: 'proposals from the best again', search: proposals, share: 1, from: 'best' },
  ]);
  return async (env, options) => {
    const result = await search(env, options);
    return { ...result, candidates: measuringOrder(env, env.reset(), result.candidates) };
  };
}
