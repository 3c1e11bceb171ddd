import type { Graph } from './graph';
import type { WeightsInHash } from './hash/attrs';
import { hexOf } from './hash/mixer';
import { hashValues } from './hash/values';

export type { WeightsInHash } from './hash/attrs';

export interface HashOptions {
  /** How weights count; `identity` when left out. */
  readonly weights?: WeightsInHash;
}

const caches: Record<WeightsInHash, WeakMap<Graph, string>> = {
  identity: new WeakMap(),
  content: new WeakMap(),
  none: new WeakMap(),
};

/**
 * A 128-bit hash of what a graph computes and how, as 32 hexadecimal digits: operators, attributes, wiring, types of the
 * inputs, constants (computed ones by their expression), subgraphs and functions. Free of names, of ids and of the order
 * of nodes; the order of inputs and outputs counts. Computed once for each graph. Not for secrets.
 */
export function structuralHash(graph: Graph, { weights = 'identity' }: HashOptions = {}): string {
  const cache = caches[weights];
  let hash = cache.get(graph);
  if (hash === undefined) {
    hash = hexOf(hashValues(graph, weights).graph);
    cache.set(graph, hash);
  }
  return hash;
}
