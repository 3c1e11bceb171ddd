import type { Experience } from '../../../agent/experience';
import { inTurn } from '../../../agent/inTurn';
import { type Graph, type Node, nodeCost, structuralHash } from '../../../graph';
import { usesOf } from './experienceOf';
import type { Candidate, Prices } from './findCandidates';

/** What candidates are judged by before the clock is asked. */
export interface Grounds {
  readonly base: Graph;
  readonly prices: Pick<Prices, 'estimate'>;
  /** What the clock taught of rules. */
  readonly experience: Pick<Experience, 'residual'>;
}

/**
 * As many candidates are handed on, of which the clock sees the first and then those that it makes look best; those that were not
 * freed of steps without effect stand behind equal ones that were.
 */
export const mostCandidates = 24;

/**
 * Candidates that end in different graphs, in the order in which they are worth measuring: by today's prices and what the
 * clock taught of their rules, and by that and the arithmetic, in turn.
 */
export function orderOf(candidates: readonly Candidate[], grounds: Grounds): Candidate[] {
  const { prices, experience } = grounds;
  const work = workOf(grounds);
  const byKey = new Map<string, Candidate>();
  for (const candidate of candidates) {
    const key = structuralHash(candidate.graph);
    const known = byKey.get(key);
    if (known === undefined || candidate.steps.length < known.steps.length) byKey.set(key, candidate);
  }
  const priced = [...byKey.values()].map((own) => ({ ...own, cost: prices.estimate(own.graph) }));
  return [
    ...inTurn(priced, (candidate) => {
      const { cost, graph, steps } = candidate;
      const likely = cost * Math.exp(-experience.residual(usesOf(candidate)));
      return { cost: likely, worth: likely + work(graph) - cost, depth: steps.length };
    }),
  ];
}

/**
 * The order of measuring, with where simple searches ended behind the best by either opinion, unless these cannot be told
 * from it: prices of a graph that takes a fifth of a millisecond are too coarse to say that something is worse.
 */
export function withEnds(
  order: readonly Candidate[],
  ends: readonly Candidate[],
  grounds: Grounds,
): readonly Candidate[] {
  const best = order.slice(0, 2);
  const where = new Set(ends.map(({ graph }) => structuralHash(graph)));
  // Of the ways to where a search ended one may have been freed of steps without effect: the shortest stays.
  const ways = [...ends, ...order.filter(({ graph }) => where.has(structuralHash(graph)))];
  const told = orderOf(ways.filter(isNewTo(best, grounds)), grounds);
  const known = new Set([...best, ...told].map(({ graph }) => structuralHash(graph)));
  const others = order.filter(({ graph }) => !known.has(structuralHash(graph)));
  return [...best, ...told, ...others].slice(0, mostCandidates);
}

/** Whether a candidate can be told from each of these. */
export const isNewTo =
  (known: readonly Candidate[], grounds: Grounds) =>
  (candidate: Candidate): boolean =>
    orderOf([...known, candidate], grounds).length > known.length;

/**
 * What a step must contribute to in order to stay: the estimate, or the arithmetic, which no error of the estimate hides.
 * Both count alike.
 */
export function workOf({ base, prices }: Pick<Grounds, 'base' | 'prices'>): (graph: Graph) => number {
  const known = new WeakMap<Node, number>();
  const macsOf = (graph: Graph): number => {
    let sum = 0;
    for (const node of graph.nodes()) {
      const macs = known.get(node) ?? nodeCost(graph, node)?.macs ?? 0;
      known.set(node, macs);
      sum += macs;
    }
    return sum;
  };
  const perMac = prices.estimate(base) / Math.max(1, macsOf(base));
  return (graph) => prices.estimate(graph) + perMac * macsOf(graph);
}
