import { detailsOf } from './details';
import { formulaPricing } from './dream/pricing';
import { findIndex } from './find/findIndex';
import type { Prices } from './optimize/findCandidates';
import { aboutRule, nodeIdOf, type Play } from './play';
import type { SessionMethods } from './protocol';
import { graphAt, type OpenModel } from './state';
import { ownId, subgraphAt, subgraphView } from './subgraphs';
import { viewOf } from './view';

export interface LookContext {
  /** @throws CodedError when none is open. */
  readonly opened: () => OpenModel;
  readonly play: () => Play;
  /** Prices of operators timed on this machine; null before any. */
  readonly prices: () => Prices | null;
}

type LookMethods = Pick<
  SessionMethods,
  'view' | 'findIndex' | 'inspect' | 'legalPlaces' | 'legal' | 'explain' | 'rule'
>;

/** What is asked of the graph at a step, without changing it or asking the clock. */
export const lookMethods = ({ opened, play, prices }: LookContext): LookMethods => ({
  view: async ({ step, inside = [] }) => {
    const graph = graphAt(opened(), step);
    if (inside.length > 0) return subgraphView(graph, step, inside);
    return viewOf(graph, step, prices()?.shares(graph) ?? new Map());
  },
  findIndex: async ({ step }) => findIndex(graphAt(opened(), step), step),
  inspect: async ({ step, node, inside = [] }) => {
    const graph = subgraphAt(graphAt(opened(), step), inside);
    return { ...detailsOf(graph, graph.node(nodeIdOf(ownId(node)))), id: node };
  },
  legalPlaces: async ({ step }) => play().places(opened(), step),
  legal: async ({ step, node }) => play().legal(opened(), step, node, prices() ?? formulaPricing()),
  explain: async ({ step, node }) => play().explain(opened(), step, node),
  rule: async ({ name }) => aboutRule(name),
});
