import type { Brand } from '../core';
import type { Constant } from './constant';
import type { DType } from './dtype';
import type { Graph } from './graph';

/** A node's index in its graph; never reused while the graph lives on. */
export type NodeId = Brand<number, 'NodeId'>;
/** A value's index in its graph; never reused while the graph lives on. */
export type ValueId = Brand<number, 'ValueId'>;
export const nodeId = (n: number): NodeId => n as NodeId;
export const valueId = (n: number): ValueId => n as ValueId;

/**
 * One dimension: a number, or the canonical text of a symbolic expression (`batch`, `2*heads + 1`, `floor((h - 1)/2)`).
 * Two dimensions are equal exactly when they are `===`; an unknown dimension is a symbol of its own that starts with `?`.
 */
export type Dim = number | string;

export interface TensorType {
  readonly kind: 'tensor';
  readonly dtype: DType;
  /** null: not even the rank is known. */
  readonly shape: readonly Dim[] | null;
}

export type ValueType =
  | TensorType
  | { readonly kind: 'sparse'; readonly dtype: DType; readonly shape: readonly Dim[] | null }
  | { readonly kind: 'sequence'; readonly element: ValueType | null }
  | { readonly kind: 'optional'; readonly element: ValueType | null }
  | { readonly kind: 'map'; readonly key: DType; readonly value: ValueType | null };

/**
 * An attribute. 64-bit integers that a double cannot hold are bigints; strings that are not UTF-8 are bytes.
 * `ref` names the attribute of the enclosing model-local function that supplies the value.
 */
export type Attr = { readonly ref?: string; readonly extra?: Extra } & (
  | { readonly kind: 'int'; readonly value: number | bigint }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string | Uint8Array }
  | { readonly kind: 'tensor'; readonly value: Constant }
  | { readonly kind: 'graph'; readonly value: Graph }
  | { readonly kind: 'ints'; readonly value: readonly (number | bigint)[] }
  | { readonly kind: 'floats'; readonly value: readonly number[] }
  | { readonly kind: 'strings'; readonly value: readonly (string | Uint8Array)[] }
  | { readonly kind: 'tensors'; readonly value: readonly Constant[] }
  | { readonly kind: 'graphs'; readonly value: readonly Graph[] }
  /** Types and sparse tensors are carried as they were read: no operator we reason about uses them. */
  | { readonly kind: 'opaque'; readonly value: Extra }
);

export type Attrs = ReadonlyMap<string, Attr>;

/**
 * What the file said beyond what the IR models (doc strings, metadata, device configurations, unknown fields):
 * opaque to everything except `onnx/decode` and `onnx/encode`.
 */
export type Extra = Brand<object, 'Extra'>;

export interface Node {
  readonly id: NodeId;
  /** '' for ai.onnx. */
  readonly domain: string;
  readonly op: string;
  /** null: an optional input that is left out. */
  readonly inputs: readonly (ValueId | null)[];
  /** null: an optional output that nobody asked for. */
  readonly outputs: readonly (ValueId | null)[];
  readonly attrs: Attrs;
  /**
   * Values of this graph that the subgraphs in `attrs` read from outside. A subgraph's value with `capture: k` stands
   * for `captures[k]`, so that rewiring never has to look into a subgraph.
   */
  readonly captures: readonly ValueId[];
  /** The name in the file ('' when there was none); nodes that a rewrite adds inherit the name they replace. */
  readonly name: string;
  readonly extra: Extra | null;
}

export interface Value {
  readonly id: ValueId;
  /** The name in the file, or '' for a value that a rewrite made: it gets a unique name when it is encoded. */
  readonly name: string;
  /** null: nothing is known. */
  readonly type: ValueType | null;
  /** The node that produces it; null for graph inputs, initializers and captures. */
  readonly producer: NodeId | null;
  /** Which output of `producer`; 0 otherwise. */
  readonly slot: number;
  /** Set for initializers and for outputs of Constant nodes. */
  readonly constant: Constant | null;
  /**
   * The contents of a small tensor, row-major, as far as shape inference knows them; null when it does not. Integers,
   * truth values (1 and 0), and the floats that shape arithmetic passes through; symbolic entries are whole numbers.
   * An entry of ±(2^53 − 1) stands for that or anything beyond ("until the end"): never write it as a constant.
   */
  readonly known: readonly Dim[] | null;
  /** Index into the enclosing node's `captures`; null outside subgraphs. */
  readonly capture: number | null;
  readonly extra: Extra | null;
}

/** One use of a value: input `slot` of `node`; slots from `node.inputs.length` on are captures. */
export interface Use {
  readonly node: NodeId;
  readonly slot: number;
}

/** What belongs to the model as a whole. */
export interface ModelHeader {
  /** Domain ('' for ai.onnx) → opset version. */
  readonly opsets: ReadonlyMap<string, number>;
  readonly graphName: string;
  /** Model-local functions by `domain:name:overload`; each body is a graph whose inputs and outputs are the function's. */
  readonly functions: ReadonlyMap<string, ModelFunction>;
  /** IR version, producer, metadata, training info and the rest, for encode. */
  readonly extra: Extra | null;
}

export interface ModelFunction {
  readonly domain: string;
  readonly name: string;
  readonly overload: string;
  readonly opsets: ReadonlyMap<string, number>;
  readonly attributes: readonly string[];
  readonly defaults: Attrs;
  readonly body: Graph;
  readonly extra: Extra | null;
}
