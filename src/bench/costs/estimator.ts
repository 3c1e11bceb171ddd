import { CodedError, must } from '../../core';
import type { Graph, NodeId } from '../../graph';
import type { Runtime } from '../runtime';
import { type AnalyticModel, fitAnalytic } from './analytic';
import type { CostTable } from './costTable';
import { fusionGroups } from './fusionGroups';
import { groupKey } from './groupKey';
import { groupFeatures, measureGroup } from './measureGroup';
import { MOST_VISITS, Visits } from './visits';

/** What a view costs: a node of the executor, and no bytes. Milliseconds. */
const VIEW_MS = 0.0005;

export interface GroupEstimate {
  /** Timed together, in topological order. */
  readonly nodes: readonly NodeId[];
  readonly ms: number;
  /** From the clock, or from the formula that was fitted to the table. */
  readonly measured: boolean;
}

export interface Estimate {
  /** Milliseconds of one run at ORT's level `all`, calibration included. */
  readonly ms: number;
  readonly groups: readonly GroupEstimate[];
  /** Keys of groups that the table does not know, once each. */
  readonly unknownKeys: readonly string[];
}

export interface FillOptions {
  readonly runtime: Runtime;
  /** Nothing more is timed after this many milliseconds. */
  readonly budgetMs: number;
  readonly seed: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
  /** Whether the page was hidden since this was last asked: what was timed meanwhile serves, and is timed again another time. */
  readonly hidden?: () => boolean;
}

/** The runtime of graphs as the sum over their operators (as in TASO), from a table of measured times. */
export interface Estimator {
  readonly table: CostTable;
  /** Never measures. The graph's shapes are known throughout. */
  estimate(graph: Graph): Estimate;
  /** Milliseconds alone; kept while the graph lives. */
  ms(graph: Graph): number;
  /** Each node's part of the estimate (they sum to at most 1); a group's time is split as its nodes' work and traffic are. */
  shares(graph: Graph): Map<NodeId, number>;
  /**
   * Times what the graphs need and the table lacks, the costliest first, in turns: each group again until two figures agree.
   * How many groups were timed. `onProgress` counts timings.
   */
  fill(graphs: readonly Graph[], options: FillOptions): Promise<number>;
  /** Scales estimates so that `graph`'s is what the clock said; what operators apart do not show (cold caches) is in the factor. */
  calibrate(graph: Graph, measuredMs: number): void;
  /** The factor of the last calibration; 1 before. */
  readonly scale: number;
}

interface KeyedGroup {
  readonly nodes: readonly NodeId[];
  /** Null while a shape is unknown. */
  readonly key: string | null;
}

export function createEstimator(table: CostTable): Estimator {
  const keyed = new WeakMap<Graph, { groups: readonly KeyedGroup[]; views: number }>();
  const guesses = new Map<string, number>();
  let totals = new WeakMap<Graph, number>();
  let analytic: AnalyticModel = fitAnalytic(table.rows());
  let scale = 1;

  const groupsOf = (graph: Graph) => {
    const known = keyed.get(graph);
    if (known !== undefined) return known;
    const { groups, views, folded } = fusionGroups(graph);
    const found = {
      groups: groups.map((nodes) => ({ nodes: nodes.map((n) => n.id), key: groupKey(graph, nodes, folded) })),
      views,
    };
    keyed.set(graph, found);
    return found;
  };
  const guess = (graph: Graph, { nodes, key }: KeyedGroup): number => {
    const known = key === null ? undefined : guesses.get(key);
    if (known !== undefined) return known;
    const value = analytic(
      groupFeatures(
        graph,
        nodes.map((id) => graph.node(id)),
      ),
    );
    if (key !== null) guesses.set(key, value);
    return value;
  };
  /** Groups that did not come to an end: each try may take minutes, or the engine. */
  const failed = new Set<string>();
  const changed = (): void => {
    totals = new WeakMap();
  };

  return {
    table,
    get scale() {
      return scale;
    },
    estimate(graph) {
      const { groups, views } = groupsOf(graph);
      const unknown = new Set<string>();
      let sum = views * VIEW_MS;
      const estimates = groups.map((group) => {
        const row = group.key === null ? undefined : table.get(group.key);
        if (row === undefined && group.key !== null) unknown.add(group.key);
        const time = row?.ms ?? guess(graph, group);
        sum += time;
        return { nodes: group.nodes, ms: time * scale, measured: typeof row?.ms === 'number' };
      });
      return { ms: sum * scale, groups: estimates, unknownKeys: [...unknown] };
    },
    ms(graph) {
      const known = totals.get(graph);
      if (known !== undefined) return known;
      const total = this.estimate(graph).ms;
      totals.set(graph, total);
      return total;
    },
    shares(graph) {
      const { ms: total, groups } = this.estimate(graph);
      const shares = new Map<NodeId, number>();
      for (const { nodes, ms: own } of groups) {
        const weights = nodes.map((id) => analytic(groupFeatures(graph, [graph.node(id)])));
        const sum = weights.reduce((a, b) => a + b, 0) || 1;
        nodes.forEach((id, i) => {
          shares.set(id, total === 0 ? 0 : ((own / total) * (weights[i] ?? 0)) / sum);
        });
      }
      return shares;
    },
    async fill(graphs, { runtime, budgetMs, seed, signal, onProgress, hidden = () => false }) {
      const wanted = new Map<string, { graph: Graph; group: KeyedGroup; weight: number }>();
      for (const graph of graphs) {
        for (const group of groupsOf(graph).groups) {
          if (group.key === null || table.get(group.key)?.settled === true || failed.has(group.key)) continue;
          const weight = guess(graph, group) + (wanted.get(group.key)?.weight ?? 0);
          wanted.set(group.key, { graph, group, weight });
        }
      }
      const queue = [...wanted].sort(([, a], [, b]) => b.weight - a.weight);
      const visits = queue.map(([key]) => new Visits(table.get(key)?.ms ?? null));
      const doubtful = new Set<string>();
      const end = performance.now() + budgetMs;
      let visited = 0;
      try {
        for (let turn = 0; turn < MOST_VISITS; turn++) {
          for (const [i, [key, { graph, group }]] of queue.entries()) {
            const own = must(visits[i], 'visits');
            if (own.over) continue;
            if (performance.now() > end) return visits.filter(({ count }) => count > 0).length;
            if (signal?.aborted === true) throw new CodedError('STOPPED', 'timing operators was stopped');
            const nodes = group.nodes.map((id) => graph.node(id));
            own.add(await measureGroup(runtime, graph, nodes, seed));
            if (own.over && !own.settled) failed.add(key);
            if (hidden()) doubtful.add(key);
            const settled = own.settled && !doubtful.has(key);
            table.add({ key, ms: own.ms, settled, ...groupFeatures(graph, nodes) });
            visited++;
            onProgress?.(visited, visited + visits.reduce((sum, one) => sum + one.expected, 0));
          }
        }
        return queue.length;
      } finally {
        if (visited > 0) {
          analytic = fitAnalytic(table.rows());
          guesses.clear();
          changed();
        }
      }
    },
    calibrate(graph, measuredMs) {
      scale = 1;
      const raw = this.estimate(graph).ms;
      if (raw > 0 && measuredMs > 0) scale = measuredMs / raw;
      changed();
    },
  };
}
