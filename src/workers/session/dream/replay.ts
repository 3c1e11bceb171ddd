import type { Graph } from '../../../graph';
import {
  applySite,
  isRefusal,
  type Matcher,
  maxSites,
  rules,
  type Site,
  type SiteTable,
  type Target,
} from '../../../transforms';
import { nodeKey } from '../view';
import type { DreamedMove, ReplayStep } from './protocol';

/** A replayed move with the graph that it made. */
export interface Replayed {
  readonly step: ReplayStep;
  /** Null where the move is not legal. */
  readonly made: { readonly site: Site; readonly graph: Graph } | null;
}

export interface ReplayOptions {
  readonly graph: Graph;
  readonly table: SiteTable;
  readonly matcher: Matcher;
  readonly target: Target;
  readonly moves: readonly DreamedMove[];
  /** Milliseconds. */
  readonly estimate: (graph: Graph) => number;
}

/**
 * Plays a dreamed sequence for real. Sites keep their topological order, so a dreamed site is found by its place among
 * the rule's sites; where the dream had the number of them wrong, by its relative place. The first move that is not
 * legal is told with its reason and ends the replay: what was dreamed after it has no real counterpart.
 */
export function replayMoves({ moves, matcher, target, estimate, ...start }: ReplayOptions): Replayed[] {
  let { graph, table } = start;
  const replayed: Replayed[] = [];
  for (const { rule, site, among } of moves) {
    const before = countsOf(table);
    const real = before[rule] ?? 0;
    const refuse = (why: string): Replayed[] => {
      const step = { legal: false, why, among: real, counts: before, estimatedMs: null, node: null };
      return [...replayed, { step, made: null }];
    };
    if (real === 0) return refuse('the rule has no place left in the real graph');
    const index = among === real ? site : Math.floor(((site + 0.5) / Math.max(1, among)) * real);
    const chosen = table.sites(rule)[Math.min(real - 1, index)];
    if (chosen === undefined) return refuse('the rule has no such place in the real graph');
    const applied = applySite(rules, graph, chosen, target);
    if (isRefusal(applied)) return refuse(applied.reason);
    table = matcher.update(table, applied.graph, applied.delta);
    graph = applied.graph;
    const step: ReplayStep = {
      legal: true,
      why: null,
      among: real,
      counts: countsOf(table),
      estimatedMs: estimate(graph),
      node: nodeKey(chosen.anchor),
    };
    replayed.push({ step, made: { site: chosen, graph } });
  }
  return replayed;
}

/** Legal sites per rule, `[rules]`. */
export const countsOf = (table: SiteTable): Uint16Array =>
  Uint16Array.from({ length: rules.length }, (_, rule) => Math.min(maxSites, table.sites(rule).length));
