import type { ChromeTrace, CostScope, CostTableData, KernelCost, OperatorRow } from '../../../bench';
import type { Target } from '../protocol';

export type { OperatorRow };

export interface OperatorsRequest {
  /** Step of the current trace that is held against the original. */
  readonly step: number;
  readonly target: Target;
}

/** A kernel, and the node of the graph that it computes. */
export interface KernelRow extends KernelCost {
  /** Like `n12`; null for a kernel that ORT's optimizer put together. */
  readonly id: string | null;
}

/** Where the time of the original and of one step goes, at ORT's level `all`. */
export interface OperatorTimes {
  readonly step: number;
  readonly rows: readonly OperatorRow[];
  /** Kernels in order of execution. */
  readonly before: readonly KernelRow[];
  readonly after: readonly KernelRow[];
  /** Profiled runs of each model. */
  readonly runs: number;
  readonly device: string;
  /** Why it was timed on WASM although WebGPU was asked for; null where it ran as it was asked to. */
  readonly fellBack: string | null;
  /** Times are of dispatching on the host, not of the GPU. */
  readonly dispatchOnly: boolean;
  /** Both models' runs for Perfetto or chrome://tracing. */
  readonly trace: ChromeTrace;
}

/** The session's methods for the table of operator times that estimates are made from. */
export interface OperatorTableMethods {
  /** Stores what is in memory too, for the next visit; or empties the store. */
  keepOperatorTimes(params: { readonly keep: boolean }): Promise<void>;
  /** The times that are known for the runtime in use; null where none is in use yet. */
  exportOperatorTimes(params: null): Promise<CostTableData | null>;
  /** Takes over such a table from a file, for runs from now on. Rejects with DATASET_REJECTED when it is none. */
  importOperatorTimes(params: { readonly data: unknown }): Promise<TakenTimes>;
}

export interface TakenTimes {
  readonly operators: number;
  /** What they hold for. */
  readonly scope: CostScope;
}
