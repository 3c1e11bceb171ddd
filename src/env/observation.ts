import type { Environment } from './environment';

/** Features of one node, in the order of `Observation.nodes`. */
export const nodeFeatureNames = [
  'log2(1 + FLOPs) / 16',
  'log2(1 + bytes moved) / 16',
  'share of the runtime',
  'log2 of the share of the runtime / 8, at least -2',
  'float32',
  'integer or truth value',
  'rank / 4',
  'place in topological order, 0 to 1',
  'depth (longest way from an input) relative to the deepest node',
  'reads weights',
  'log2(1 + consumers) / 4',
  'is a graph output',
] as const;

/** Totals of a graph, in the order of `Observation.totals`. */
export const totalNames = [
  'log2(1 + nodes) / 8',
  'log2(1 + edges) / 8',
  'log2(1 + FLOPs) / 32',
  'log2(1 + bytes moved) / 32',
  'log2(1 + parameters) / 32',
  'largest share of the runtime of one node',
] as const;

export const nodeFeatureCount = nodeFeatureNames.length;
export const totalCount = totalNames.length;

/**
 * A state as arrays for a graph network. Nodes are in topological order. All features are multiples of 1/256, so that
 * a dataset keeps them exactly in 16 bits.
 */
export interface Observation {
  /** Number of the operator in `operatorNames`, `[nodes]`. */
  readonly operators: Uint16Array;
  /** `[nodes, nodeFeatureCount]`. */
  readonly nodes: Float32Array;
  /** Producer and consumer row of each edge, `[edges, 2]`. */
  readonly edges: Uint16Array;
  /** log2(1 + elements) / 16 of the value on each edge, `[edges]`. */
  readonly edgeFeatures: Float32Array;
  /** `[totalCount]`. */
  readonly totals: Float32Array;
  /** Legal sites per rule, `[rules]`. */
  readonly counts: Uint16Array;
  /** Row of each legal site's anchor, rule after rule in the order of `counts`, `[sum of counts]`. */
  readonly anchors: Uint16Array;
}

/** An environment whose states can be shown to a network. */
export interface ObservedEnvironment<S> extends Environment<S> {
  observe(state: S): Observation;
}

const grid = 256;
const largest = 32_767 / grid;

/** The nearest feature value that a dataset can keep. */
export const quantise = (x: number): number =>
  Number.isFinite(x) ? Math.round(Math.max(-largest, Math.min(largest, x)) * grid) / grid : 0;
