import type {
  ComparePlan,
  OpenOptions,
  Profile,
  Provider,
  RuntimeInfo,
  SessionHandle,
  TensorMap,
  TimePlan,
  WarmUp,
} from '../../bench';
import type { ErrorData } from '../../core';

/** What the worker is to be: one engine, for good. */
export interface OrtTarget {
  readonly ep: Provider;
  readonly threads: number;
}

/** A model whose weights were sent before (`put`) or are blobs. */
export interface WireModel {
  readonly bytes: Uint8Array | Blob;
  readonly externals: readonly { readonly path: string; readonly data: number | Blob }[];
  readonly deviceOutputs: readonly string[];
}

/** What the worker answers to; each call ends before the next begins. */
export interface OrtMethods {
  start(target: OrtTarget): Promise<RuntimeInfo>;
  /** Keeps bytes under numbers, for models to share. */
  put(buffers: readonly { readonly id: number; readonly bytes: Uint8Array }[]): Promise<void>;
  drop(ids: readonly number[]): Promise<void>;
  open(model: WireModel, options: OpenOptions): Promise<SessionHandle>;
  place(session: SessionHandle, feeds: TensorMap): Promise<void>;
  run(session: SessionHandle, feeds: TensorMap): Promise<TensorMap>;
  warmUp(session: SessionHandle, plan: WarmUp): Promise<readonly number[]>;
  time(session: SessionHandle, plan: TimePlan): Promise<readonly number[]>;
  compare(sessions: readonly SessionHandle[], plan: ComparePlan): Promise<readonly (readonly number[])[]>;
  profile(session: SessionHandle, runs: number): Promise<Profile>;
  close(session: SessionHandle): Promise<void>;
}

export type OrtMethod = keyof OrtMethods;
export type OrtResult<M extends OrtMethod> = Awaited<ReturnType<OrtMethods[M]>>;

export type OrtRequest = {
  [M in OrtMethod]: { readonly id: number; readonly method: M; readonly args: Parameters<OrtMethods[M]> };
}[OrtMethod];

export type OrtReply =
  | { readonly kind: 'done'; readonly id: number; readonly value: unknown; readonly heapBytes: number }
  | { readonly kind: 'failed'; readonly id: number; readonly error: ErrorData }
  /** Bytes of the engine's file so far and in all. */
  | { readonly kind: 'download'; readonly loaded: number; readonly total: number }
  /** The GPU went away; whatever runs will not end. */
  | { readonly kind: 'lost'; readonly message: string };
