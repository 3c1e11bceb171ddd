import type { AppliedConstant, Attrs, TensorConstant, TensorSource } from '../graph';
import { type Constant, type Graph, storageBytes } from '../graph';

/** The part of a `WeightStore` that is needed here: bytes of stored constants, real or seeded. */
export interface Weights {
  /** Makes the bytes of external constants available. @throws CodedError WEIGHTS_MISSING, WEIGHTS_MISMATCH. */
  load(constants: Iterable<Constant>): Promise<void>;
  bytesOf(constant: TensorConstant): Uint8Array | null;
}

/** Bytes of a constant's raw data; 0 for strings. */
export const constantBytes = ({ dtype, shape }: Constant): number =>
  storageBytes(
    dtype,
    shape.reduce((n, d) => n * d, 1),
  );

/** Every constant that a graph needs, once each: initializers, attributes, subgraphs and functions included. */
export function constantsOf(graph: Graph): Set<Constant> {
  const found = new Set<Constant>();
  const fromAttrs = (attrs: Attrs): void => {
    for (const attr of attrs.values()) {
      if (attr.kind === 'tensor') found.add(attr.value);
      else if (attr.kind === 'tensors') for (const constant of attr.value) found.add(constant);
      else if (attr.kind === 'graph') fromGraph(attr.value);
      else if (attr.kind === 'graphs') attr.value.forEach(fromGraph);
    }
  };
  const fromGraph = (g: Graph): void => {
    for (const value of g.values()) if (value.constant !== null) found.add(value.constant);
    for (const node of g.nodes()) fromAttrs(node.attrs);
  };
  fromGraph(graph);
  for (const fn of graph.header.functions.values()) fromGraph(fn.body);
  return found;
}

export const isApplied = (constant: Constant): constant is AppliedConstant => constant.kind === 'applied';

export type ExternalConstant = TensorConstant & {
  readonly source: Extract<TensorSource, { at: 'external' }>;
};

export const isExternal = (constant: Constant): constant is ExternalConstant =>
  constant.kind === 'tensor' && constant.source.at === 'external';

/** The stored tensors below applied constants, once each. */
export function leavesOf(constants: Iterable<Constant>): Set<TensorConstant> {
  const leaves = new Set<TensorConstant>();
  const seen = new Set<Constant>();
  const stack = [...constants];
  for (let constant = stack.pop(); constant !== undefined; constant = stack.pop()) {
    if (seen.has(constant)) continue;
    seen.add(constant);
    if (constant.kind === 'tensor') leaves.add(constant);
    else for (const input of constant.inputs) if (input !== null) stack.push(input);
  }
  return leaves;
}
