import type { AgentParts } from '../../src/agent/agentPlay';
import { backtracking } from '../../src/agent/backtracking';
import { createClock } from '../../src/agent/clock';
import { greedy } from '../../src/agent/greedy';
import { playouts } from '../../src/agent/playouts';
import { portfolio, type Stage } from '../../src/agent/portfolio';
import { proposedPlayouts } from '../../src/agent/proposedPlayouts';
import { drawAction } from '../../src/agent/randomPlay';
import { reroot, startingAt } from '../../src/agent/reroot';
import { type ObservedSearch, type Path, startOf, statesOf } from '../../src/agent/search';
import type { Estimator } from '../../src/bench';
import type { Random } from '../../src/core';
import type { Action } from '../../src/env/environment';
import type { Episode } from '../../src/env/episode';
import type { ObservedEnvironment } from '../../src/env/observation';
import type { RewriteState } from '../../src/env/rewriteEnv';
import { shorten, type TraceStep } from '../../src/env/shorten';
import type { Graph } from '../../src/graph';
import { rules } from '../../src/transforms';
import { environmentOf, growth, target } from './play';

export interface WaysOptions {
  readonly name: string;
  readonly search: ObservedSearch;
  readonly estimator: Estimator;
  /** Seconds for the search from the graph itself; a second one, from a rewritten graph, gets half of them. */
  readonly seconds: number;
  readonly seed: number;
  readonly random: Random;
  /** Longest way that is kept, in steps. */
  readonly longest: number;
}

/** The strongest of the searches that know nothing of a model, one after the other; with an agent, that too. */
export function expert(agent: AgentParts | null): ObservedSearch {
  const proposer = agent?.proposer ?? null;
  const guided: Stage[] =
    agent === null || proposer === null
      ? []
      : [{ name: 'proposed', search: proposedPlayouts(agent, proposer), share: 0.4, from: 'start' }];
  return portfolio([
    ...guided,
    { name: 'playouts', search: playouts(), share: 0.7, from: 'start' },
    { name: 'greedy', search: greedy, share: 0.5, from: 'best' },
    { name: 'backtracking', search: backtracking(1.05, 1000), share: 1, from: 'best' },
  ]);
}

/** What a way must gain to be one, and what leaving steps out may cost. */
const [worthwhile, tolerance] = [0.003, 5e-4];
/** Random steps before the second search begins. */
const wander = 6;

/**
 * One way from the graph and one from where a little random play led. A graph on which nothing is gained gives an episode
 * that stops at once: that is worth knowing, too.
 */
export async function goodWays(graph: Graph, options: WaysOptions): Promise<Episode[]> {
  const env = environmentOf(graph, options.estimator, growth.ways);
  const start = startOf(env);
  const ways = [await wayFrom(env, start, options.seconds, options)];
  const strayed = stray(env, start, options.random);
  if (strayed.depth > 0) ways.push(await wayFrom(env, strayed, options.seconds / 2, options));
  return ways.filter((way) => way !== null);
}

function stray<S>(env: ObservedEnvironment<S>, start: Path<S>, random: Random): Path<S> {
  let at = start;
  for (let left = 1 + random.int(wander); left > 0; left--) {
    const action = drawAction(env.counts(at.state), random);
    const state = action === null ? null : env.step(at.state, action);
    if (state === null) break;
    at = { state, cost: env.cost(state), depth: at.depth + 1, action, parent: at };
  }
  return at;
}

/** Null for a way that is too long to be worth its megabytes. */
async function wayFrom(
  env: ObservedEnvironment<RewriteState>,
  from: Path<RewriteState>,
  seconds: number,
  { name, search, seed, longest, estimator }: WaysOptions,
): Promise<Episode | null> {
  const found = await search(startingAt(env, from.state), {
    seconds,
    seed,
    maxDepth: 600,
    signal: null,
    onProgress: null,
  });
  const [best] = found.candidates;
  const gains = best !== undefined && best.cost < from.cost * (1 - worthwhile);
  const steps = gains ? await shortened(from, reroot(from, best), seconds, estimator) : [];
  return steps.length > longest ? null : episodeOf(env, name, from.state, steps);
}

async function shortened(
  from: Path<RewriteState>,
  best: Path<RewriteState>,
  seconds: number,
  estimator: Estimator,
): Promise<readonly TraceStep[]> {
  const steps = statesOf(best)
    .slice(from.depth + 1)
    .flatMap(({ state }) => (state.site === null ? [] : [{ site: state.site, graph: state.graph }]));
  const clock = createClock({ seconds, signal: null });
  const result = await shorten(steps, {
    base: from.state.graph,
    rules,
    target,
    estimate: (graph) => estimator.ms(graph),
    tolerance,
    stop: () => clock.tick(),
  });
  return result.steps;
}

/** The trace as an episode of the environment; it ends early where a site is not among those that are offered. */
function episodeOf(
  env: ObservedEnvironment<RewriteState>,
  name: string,
  from: RewriteState,
  steps: readonly TraceStep[],
): Episode {
  let at = from;
  const states = [env.observe(at)];
  const costs = [env.cost(at)];
  const actions: Action[] = [];
  for (const { site } of steps) {
    const { rule, anchor, variant } = site;
    const index = at.table.sites(rule).findIndex((s) => s.anchor === anchor && s.variant === variant);
    const action = { rule, site: index };
    const next = index < 0 || index >= (env.counts(at)[rule] ?? 0) ? null : env.step(at, action);
    if (next === null) break;
    at = next;
    actions.push(action);
    states.push(env.observe(at));
    costs.push(env.cost(at));
  }
  return { model: name, states, actions, costs: Float64Array.from(costs), end: 'stop' };
}
