import { type Graph, type Node, nodeCost, structuralHash } from '../graph';
import {
  applySite,
  createMatcher,
  isRefusal,
  type Rule,
  type Site,
  type SiteTable,
  type Target,
} from '../transforms';
import { siteLimit } from './environment';
import type { ObservedEnvironment } from './observation';
import { observeGraph, type Shares } from './observeGraph';

/** A graph on the way, with its legal sites. */
export interface RewriteState {
  readonly graph: Graph;
  readonly table: SiteTable;
  /** The site that led here; null at the start. */
  readonly site: Site | null;
}

export interface RewriteEnvOptions {
  readonly graph: Graph;
  readonly rules: readonly Rule[];
  readonly target: Target;
  /** Runtime of a graph in milliseconds; called once per state. */
  readonly estimate: (graph: Graph) => number;
  /** A state whose graph has more than this many times the start's nodes is refused. */
  readonly growthLimit: number;
  /** Each node's share of the runtime, for observations; work and traffic stand in for it when it is left out. */
  readonly shares?: Shares;
}

/** The real environment: the rewrite engine's moves over a graph, priced by an estimate. */
export function createRewriteEnv(options: RewriteEnvOptions): ObservedEnvironment<RewriteState> {
  const { graph, rules, target, estimate, growthLimit, shares = null } = options;
  const matcher = createMatcher(rules, target);
  const costs = new WeakMap<RewriteState, number>();
  const macs = new WeakMap<Node, number>();
  const macsOf = (within: Graph, node: Node): number => {
    const found = macs.get(node) ?? nodeCost(within, node)?.macs ?? 0;
    macs.set(node, found);
    return found;
  };
  const start: RewriteState = { graph, table: matcher.matchAll(graph), site: null };
  const largest = Math.max(64, graph.size * growthLimit);
  return {
    rules: rules.map(({ name, family, undoes }) => ({ name, family, undoes })),
    reset: () => start,
    counts: ({ table }) => rules.map((_, rule) => Math.min(siteLimit, table.sites(rule).length)),
    step: (state, action) => {
      const site = state.table.sites(action.rule)[action.site];
      if (site === undefined) return null;
      const applied = applySite(rules, state.graph, site, target);
      if (isRefusal(applied) || applied.graph.size > largest) return null;
      return { graph: applied.graph, table: matcher.update(state.table, applied.graph, applied.delta), site };
    },
    cost: (state) => {
      const known = costs.get(state);
      if (known !== undefined) return known;
      const cost = estimate(state.graph);
      costs.set(state, cost);
      return cost;
    },
    work: (state) => {
      let sum = 0;
      for (const node of state.graph.nodes()) sum += macsOf(state.graph, node);
      return sum;
    },
    key: (state) => structuralHash(state.graph),
    observe: (state) => observeGraph(state.graph, state.table, rules.length, shares),
  };
}
