import { type Graph, type Node, nodeCost, structuralHash } from '../graph';
import { type Action, type KnownStep, siteLimit } from './environment';
import { createMoves, type Moves, type MovesOptions, type RewriteState, type Sites } from './moves';
import type { ObservedEnvironment } from './observation';
import { observeGraph, type Shares } from './observeGraph';

export type { RewriteState } from './moves';

export interface RewriteEnvOptions extends MovesOptions {
  /** Runtime of a graph in milliseconds; called once per state. */
  readonly estimate: (graph: Graph) => number;
  /** Each node's share of the runtime, for observations; work and traffic stand in for it when it is left out. */
  readonly shares?: Shares;
  /** The moves of this very graph, rules and target, where they are shared by environments with other prices. */
  readonly moves?: Moves;
  /** Ways from the start that are known already. */
  readonly known?: readonly (readonly RewriteState[])[];
}

interface NodeFigures {
  readonly macs: number;
  /** Read and written. */
  readonly bytes: number;
}

/** The real environment: the rewrite engine's moves over a graph, priced by an estimate. */
export function createRewriteEnv(options: RewriteEnvOptions): ObservedEnvironment<RewriteState> {
  const { rules, estimate, shares = null, moves = createMoves(options), known = [] } = options;
  const infos = rules.map(({ name, family, undoes }) => ({ name, family, undoes }));
  const cost = onceEach((state: RewriteState) => estimate(state.graph));
  const figures = new WeakMap<Node, NodeFigures>();
  const figuresOf = (graph: Graph, node: Node): NodeFigures => {
    const known = figures.get(node);
    if (known !== undefined) return known;
    const { macs, bytesRead, bytesWritten } = nodeCost(graph, node) ?? {
      macs: 0,
      bytesRead: 0,
      bytesWritten: 0,
    };
    const found = { macs, bytes: bytesRead + bytesWritten };
    figures.set(node, found);
    return found;
  };
  const total = (of: (figures: NodeFigures) => number) =>
    onceEach(({ graph }: RewriteState) => {
      let sum = 0;
      for (const node of graph.nodes()) sum += of(figuresOf(graph, node));
      return sum;
    });
  const work = total(({ macs }) => macs);
  const traffic = total(({ bytes }) => bytes);
  const within = (sites: Sites, counts: (state: RewriteState) => ArrayLike<number>) => ({
    rules: infos,
    reset: () => moves.start,
    counts,
    step: (state: RewriteState, action: Action) => moves.step(state, action, sites),
    cost,
    work,
    traffic,
    key: ({ graph }: RewriteState) => structuralHash(graph),
    observe: (state: RewriteState) => observeGraph(state.graph, state.table, rules.length, shares),
  });
  const countsBy = (sites: Sites) =>
    onceEach((state: RewriteState) => {
      const table = sites.of(state);
      return Uint16Array.from(infos, (_, rule) => Math.min(siteLimit, table.sites(rule).length));
    });
  return {
    ...within(moves.all, countsBy(moves.all)),
    known: known.map(stepsOf),
    only: (chosen) => {
      const sites = moves.only(chosen);
      return within(sites, countsBy(sites));
    },
  };
}

const stepsOf = (way: readonly RewriteState[]): KnownStep<RewriteState>[] =>
  way.flatMap((state) => (state.site === null ? [] : [{ rule: state.site.rule, state }]));

/** Computed once for each state. */
function onceEach<T>(of: (state: RewriteState) => T): (state: RewriteState) => T {
  const known = new WeakMap<RewriteState, T>();
  return (state) => {
    let value = known.get(state);
    if (value === undefined) {
      value = of(state);
      known.set(state, value);
    }
    return value;
  };
}
