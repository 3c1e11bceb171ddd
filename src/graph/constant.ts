import type { DType } from './dtype';
import type { Attrs } from './types';

/** Where the bytes of a tensor are. Bytes are little-endian, in the layout of ONNX raw data. */
export type TensorSource =
  /** A view on the file, or a small literal. */
  | { readonly at: 'bytes'; readonly bytes: Uint8Array }
  /** Typed fields of the file (`float_data`…), decoded on the first call. */
  | { readonly at: 'lazy'; readonly read: () => Uint8Array }
  /** A file beside the model; `length` null: up to its end. Nothing is read until it is needed. */
  | {
      readonly at: 'external';
      readonly location: string;
      readonly offset: number;
      readonly length: number | null;
    }
  /** Strings have no raw layout. */
  | { readonly at: 'strings'; readonly strings: readonly Uint8Array[] };

/** A constant that is stored: an initializer, a Constant node's value, or a literal that a rewrite made. */
export interface TensorConstant {
  readonly kind: 'tensor';
  readonly dtype: DType;
  readonly shape: readonly number[];
  readonly source: TensorSource;
  /** The initializer's name: seeds its random weights when the real ones are missing. '' for literals. */
  readonly name: string;
}

/**
 * A constant that is computed: output `output` of an operator over other constants. Rewrites build these and never
 * compute; an `Evaluator` does when the model is encoded or measured. Immutable, shared between steps, and compared by
 * identity, so results can be cached in a WeakMap.
 */
export interface AppliedConstant {
  readonly kind: 'applied';
  readonly domain: string;
  readonly op: string;
  readonly attrs: Attrs;
  readonly inputs: readonly (Constant | null)[];
  readonly output: number;
  /** How many outputs the operator has here (Split has several). */
  readonly outputs: number;
  readonly dtype: DType;
  readonly shape: readonly number[];
}

export type Constant = TensorConstant | AppliedConstant;

export const elementCount = (shape: readonly number[]): number => shape.reduce((n, d) => n * d, 1);
