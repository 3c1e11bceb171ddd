import { standardAgent } from '../../src/agent/agentPlay';
import type { Imagination, Imagined } from '../../src/agent/imagination';
import { imagineWays } from '../../src/agent/imagineWays';
import type { Action } from '../../src/env/environment';
import type { ObservedEnvironment } from '../../src/env/observation';
import { createRewriteEnv, type RewriteState } from '../../src/env/rewriteEnv';
import type { Graph } from '../../src/graph';
import { rules } from '../../src/transforms';
import type { ImaginedFully, TraceStep } from './records';
import type { FrozenPrices } from './searching';
import { target } from './traces';

/** A trace was played before; how much it lets a graph grow was decided then. */
const anyGrowth = 100;

/**
 * A trace as this world model imagines it, whole and with a look at the real state as often as the agent takes one; null where
 * a step of it is none of the environment's moves, which are at most so many of each rule.
 */
export async function imagineTrace<D extends Imagined>(
  trace: readonly TraceStep[],
  base: Graph,
  { estimate, shares }: Pick<FrozenPrices, 'estimate' | 'shares'>,
  imagination: Imagination<D>,
): Promise<ImaginedFully | null> {
  const env = createRewriteEnv({ graph: base, rules, target, estimate, growthLimit: anyGrowth, shares });
  const actions = actionsOf(env, trace);
  if (actions.length < trace.length) return null;
  const ways = [actions];
  const [whole] = await imagineWays(imagination, env, ways);
  const [followed] = await imagineWays(imagination, env, ways, standardAgent.commit);
  return whole === undefined || followed === undefined ? null : { whole, followed };
}

/** A trace as moves; it ends where a site is not among those that are offered. */
function actionsOf(env: ObservedEnvironment<RewriteState>, trace: readonly TraceStep[]): Action[] {
  const actions: Action[] = [];
  let at = env.reset();
  for (const [rule, anchor, variant] of trace) {
    const site = at.table.sites(rule).findIndex((s) => s.anchor === anchor && s.variant === variant);
    const next = site < 0 ? null : env.step(at, { rule, site });
    if (next === null) break;
    actions.push({ rule, site });
    at = next;
  }
  return actions;
}
