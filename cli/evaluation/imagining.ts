import type { AgentParts } from '../../src/agent/agentPlay';
import { imagineWays } from '../../src/agent/imagineWays';
import type { Action } from '../../src/env/environment';
import type { ObservedEnvironment } from '../../src/env/observation';
import { createRewriteEnv, type RewriteState } from '../../src/env/rewriteEnv';
import type { Graph } from '../../src/graph';
import { rules } from '../../src/transforms';
import type { RunRecord, TraceStep } from './records';
import type { FrozenPrices } from './searching';
import { target } from './traces';

/** So many of a search's graphs are imagined: those that surely go to the clock. */
const mostImagined = 4;
/** A trace was played before; how much it lets a graph grow was decided then. */
const anyGrowth = 100;

/** The run with its first graphs' whole traces as the agent's world model imagines them; their time is none of the search's. */
export async function imagineOffered(
  run: RunRecord,
  base: Graph,
  prices: FrozenPrices,
  { imagination }: Pick<AgentParts, 'imagination'>,
): Promise<RunRecord> {
  const { estimate, shares } = prices;
  const env = createRewriteEnv({ graph: base, rules, target, estimate, growthLimit: anyGrowth, shares });
  const first = run.offered.slice(0, mostImagined);
  const ways = await imagineWays(
    imagination,
    env,
    first.map(({ trace }) => actionsOf(env, trace)),
  );
  return {
    ...run,
    offered: run.offered.map((graph, i) => {
      const way = ways[i];
      return way === undefined ? graph : { ...graph, imagined: way };
    }),
  };
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
