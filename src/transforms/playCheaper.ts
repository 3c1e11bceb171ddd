import { must } from '../core';
import type { Graph, NodeId } from '../graph';
import { applySite, isRefusal } from './apply';
import { createMatcher } from './matcher';
import type { PhaseStep } from './playRecipe';
import type { Rule, Target } from './rule';
import type { Site, SiteTable } from './site';
import { isTakenIn } from './takenIn';

export interface CheaperOptions {
  readonly rules: readonly Rule[];
  /** Rules that are played on what a rewrite adds, and what reads its result, before that is priced. */
  readonly followUps: readonly Rule[];
  /** A rewrite that nothing follows from is left. */
  readonly needsFollowUp?: boolean;
  /** A rewrite that saves less than this part of the price is left; 0 when left out. */
  readonly least?: number;
  readonly target: Target;
  readonly estimate: (graph: Graph) => number;
}

/** A rewrite and what follows from it, at most. */
const mostSteps = 8;

/**
 * One sweep in topological order: at each place the rewrite that makes the graph cheapest, where one makes it cheaper. Each
 * result is a rewrite and what followed from it; rules of sites are counted through `rules`, then `followUps`. Yields null
 * where a place was looked at and left, so that whoever asks can stop in between.
 */
export function* playCheaper(
  graph: Graph,
  { rules, followUps, needsFollowUp = false, least = 0, target, estimate }: CheaperOptions,
): Generator<readonly PhaseStep[] | null, void> {
  const all = [...rules, ...followUps];
  const matcher = createMatcher(all, target);
  let table = matcher.matchAll(graph);
  let cost = estimate(graph);
  /** A rewrite and what follows from it; null where it is refused, or nothing follows that has to. */
  const played = (site: Site): { readonly steps: readonly PhaseStep[]; readonly table: SiteTable } | null => {
    let near: readonly NodeId[] = readersOf(table.graph, site.anchor);
    const steps: PhaseStep[] = [];
    let now = table;
    for (let next: Site | undefined = site; next !== undefined && steps.length < mostSteps; ) {
      const applied = applySite(all, now.graph, next, target);
      if (isRefusal(applied)) break;
      steps.push({ site: next, graph: applied.graph });
      now = matcher.update(now, applied.graph, applied.delta);
      const reached = now;
      near = [...near, ...applied.delta.added];
      next = near
        .filter((id) => reached.graph.findNode(id) !== null)
        .flatMap((id) => reached.at(id))
        .find(({ rule }) => rule >= rules.length);
    }
    return steps.length <= (needsFollowUp ? 1 : 0) ? null : { steps, table: now };
  };
  for (const anchor of graph.topological()) {
    if (table.graph.findNode(anchor) === null) continue;
    const best = table
      .at(anchor)
      .filter(({ rule }) => rule < rules.length && !isTakenIn(table.graph, rules[rule], anchor))
      .map(played)
      .filter((way) => way !== null)
      .map((way) => ({ ...way, cost: estimate(way.table.graph) }))
      .reduce<{
        readonly steps: readonly PhaseStep[];
        readonly table: SiteTable;
        readonly cost: number;
      } | null>((a, b) => (a === null || b.cost < a.cost ? b : a), null);
    if (best === null) continue;
    if (best.cost >= cost * (1 - least)) {
      yield null;
      continue;
    }
    ({ table, cost } = best);
    yield best.steps;
  }
}

/** The nodes that read a node's first output. */
function readersOf(graph: Graph, id: NodeId): readonly NodeId[] {
  const output = must(graph.node(id).outputs[0], 'first output');
  return graph.uses(output).map(({ node }) => node);
}
