import type { Constant } from './constant';
import type { Graph } from './graph';

/** Runs constant expressions; implemented by `bench` with ORT and passed in. */
export interface Evaluator {
  /** The bytes (raw layout) of each constant, in order. @throws CodedError WEIGHTS_MISSING, RUNTIME_*. */
  evaluate(constants: readonly Constant[]): Promise<readonly Uint8Array[]>;
}

/** Difference of two models' outputs on the same inputs. */
export interface Equivalence {
  readonly passed: boolean;
  /** false: nothing could be compared, so nothing is known. Left out: something was. */
  readonly told?: boolean;
  /** How many sets of inputs were compared. */
  readonly inputs: number;
  readonly maxAbs: number;
  readonly maxRel: number;
  /** Relative tolerance that was applied, as a factor of the output's scale. */
  readonly tolerance: number;
  /** The output that differs most, and why it failed when it did. */
  readonly worst: { readonly output: string; readonly reason: string | null } | null;
}

/** Compares two graphs' outputs; implemented by `bench` with ORT and passed in. */
export interface Verifier {
  verify(original: Graph, rewritten: Graph): Promise<Equivalence>;
}
