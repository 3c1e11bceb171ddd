import type { ErrorData } from '../../../core';

export interface OpenParams {
  readonly files: readonly File[];
  /** Seed of random weights where the real ones are missing; null: ask first. */
  readonly randomWeights: number | null;
  readonly specialisation: Specialisation | null;
}

export interface Specialisation {
  /** Dimension name → size; those left out get their suggestion. */
  readonly dims: Readonly<Record<string, number>>;
  /** Names of the outputs to keep; null: all. */
  readonly keepOutputs: readonly string[] | null;
}

export interface OpenedModel {
  readonly name: string;
  readonly sha256: string;
  /** Bytes of the model file, and of all weights that it declares. */
  readonly bytes: number;
  readonly weightBytes: number;
  readonly nodes: number;
  readonly producer: string;
  readonly about: ModelAbout;
  readonly opsets: readonly { readonly domain: string; readonly version: number }[];
  readonly inputs: readonly ModelValue[];
  readonly outputs: readonly (ModelValue & { readonly kept: boolean })[];
  readonly dims: readonly {
    readonly name: string;
    readonly value: number;
    readonly suggested: number;
    readonly inputs: readonly string[];
  }[];
  readonly weights: 'real' | 'random' | 'missing';
  /** External files that weights are in, and those of them that were not given. */
  readonly weightFiles: readonly string[];
  readonly missingFiles: readonly string[];
  /** Why the model can be explored but not optimized; null when it can. */
  readonly notTimeable: ErrorData | null;
  readonly problems: readonly { readonly node: string | null; readonly message: string }[];
  /** Multiply-adds of one run, where known. */
  readonly macs: number | null;
}

/** What the file says of itself; '' and 0 where it says nothing. */
export interface ModelAbout {
  readonly graphName: string;
  readonly irVersion: number;
  readonly domain: string;
  readonly modelVersion: string;
  readonly doc: string;
  readonly properties: readonly { readonly name: string; readonly value: string }[];
}

export interface ModelValue {
  readonly name: string;
  /** Like `float32 1×3×224×224`. */
  readonly type: string;
}

export interface EncodedModel {
  readonly name: string;
  readonly blob: Blob;
  /** Weights beside the file, when they do not fit inside. */
  readonly external: readonly { readonly name: string; readonly blob: Blob }[];
  /** Dimensions that the rewrites fixed, and by which step. */
  readonly fixedDims: readonly {
    readonly name: string;
    readonly value: number;
    readonly step: number | null;
  }[];
}
