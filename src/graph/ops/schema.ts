import type { Graph } from '../graph';
import type { Dim, Node, Value, ValueType } from '../types';

/** What an operator's inference sees. Inputs carry types, constants and known contents; null: left out. */
export interface InferContext {
  readonly node: Node;
  /** Opset version of the node's domain. */
  readonly version: number;
  readonly inputs: readonly (Value | null)[];
  readonly captures: readonly (Value | null)[];
  /**
   * Infers a subgraph of this node with its inputs' types as given (null: whatever the body itself says), captures
   * flowing in, and returns its outputs. It may be asked again with other inputs; the last answer is the one kept.
   */
  readonly inferBody: (
    body: Graph,
    inputs: readonly (InferredOutput | null)[],
  ) => readonly (InferredOutput | null)[];
}

export interface InferredOutput {
  readonly type: ValueType | null;
  readonly known: readonly Dim[] | null;
}

/** Work of one execution, for fully known shapes; null where it cannot be told. */
export interface OpCost {
  /** Multiply-adds (one multiply and one add count once); for elementwise operators, see `flops`. */
  readonly macs: number;
  /** Floating-point operations, all kinds. */
  readonly flops: number;
}

/** One operator, for the opset versions from `since` until a later entry for the same operator. */
export interface OpSchema {
  readonly domain: string;
  readonly op: string;
  /** First opset version this entry holds for. */
  readonly since: number;
  readonly inputs: { readonly min: number; readonly max: number };
  readonly outputs: { readonly min: number; readonly max: number };
  /** Attributes with their defaults; `undefined` default: none. */
  readonly attrs: Readonly<Record<string, { readonly kind: string; readonly default?: unknown }>>;
  /** The same inputs give the same outputs (false for random operators). */
  readonly deterministic: boolean;
  readonly infer: (context: InferContext) => readonly (InferredOutput | null)[];
  readonly cost: (context: InferContext, outputs: readonly (InferredOutput | null)[]) => OpCost | null;
}
