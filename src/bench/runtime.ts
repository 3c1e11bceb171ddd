import type { Brand } from '../core';
import type { TensorMap } from './hostTensor';

export type Provider = 'wasm' | 'webgpu';
/** How far ORT's own optimizer goes. */
export type Level = 'disabled' | 'basic' | 'extended' | 'all';

/** A model ready to be loaded. Nothing in it is copied until a session is opened. */
export interface ModelSource {
  /** The ONNX file. */
  readonly bytes: Uint8Array | Blob;
  /** External data, by the location that the model names. */
  readonly externals?: readonly { readonly path: string; readonly data: Uint8Array | Blob }[];
  /** Outputs that may stay on the GPU while a run is timed (floating-point ones that a kernel computes there). */
  readonly deviceOutputs?: readonly string[];
}

export interface OpenOptions {
  readonly level: Level;
  /** Records kernel times for `profile`; slows runs a little. */
  readonly profile?: boolean;
}

export interface TensorMeta {
  readonly name: string;
  /** ORT's name of the element type; '' when it is not a tensor. */
  readonly dtype: string;
  readonly shape: readonly (number | string)[];
}

export interface SessionHandle {
  readonly id: Brand<number, 'session'>;
  readonly level: Level;
  readonly inputs: readonly TensorMeta[];
  readonly outputs: readonly TensorMeta[];
  /** Milliseconds that ORT took to load the model. */
  readonly loadMs: number;
}

export interface RuntimeInfo {
  readonly ep: Provider;
  /** Threads that ORT really has: 1 without cross-origin isolation. */
  readonly threads: number;
  /** What the kernels run on: `CPU`, or the adapter's name. */
  readonly adapter: string;
  /** The adapter computes on the CPU (SwiftShader and the like): its times say nothing about a GPU. */
  readonly software: boolean;
  readonly versions: Readonly<Record<string, string>>;
}

/** Warm-up ends when runs have settled (`isWarm`), or at a limit. */
export interface WarmUp {
  readonly maxMs: number;
  /** As many runs as this are made, also past the limit, where they have not settled before. */
  readonly minRuns: number;
}

export interface TimePlan {
  /** Back-to-back runs in one sample; on WebGPU there is one wait at the end. */
  readonly runs: number;
  readonly samples: number;
}

export interface ComparePlan {
  /** How many rounds; in each, every session in `order` once, in an order drawn anew. */
  readonly rounds: number;
  /** Back-to-back runs per sample, one count for each session. */
  readonly runs: readonly number[];
  readonly seed: number;
  /** No round begins after this many milliseconds. */
  readonly maxMs: number;
}

/** One kernel execution (or, on WebGPU, its dispatch on the host). */
export interface KernelTime {
  /** The node's name in the loaded model, after ORT's optimizer. */
  readonly node: string;
  readonly op: string;
  readonly provider: string;
  /** Microseconds since profiling began. */
  readonly startUs: number;
  readonly durationUs: number;
  /** `float32[1,3,224,224]`… of the inputs, as ORT reports them. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

export interface Profile {
  /** One list per run that was profiled, in order of execution. */
  readonly runs: readonly (readonly KernelTime[])[];
  /** Milliseconds of each run as ORT saw it. */
  readonly runMs: readonly number[];
}

/**
 * onnxruntime-web with one call at a time. Everything that measures, checks or evaluates is built on this; it is
 * implemented in the same thread (`createLocalRuntime`) and over a disposable worker (`workers/ort/client`).
 * Every method rejects with a CodedError: RUNTIME_REFUSED, RUNTIME_CRASHED, RUNTIME_TIMEOUT, RUNTIME_MEMORY,
 * DEVICE_LOST, PROVIDER_UNAVAILABLE, RUNTIME_UNAVAILABLE, or STOPPED.
 */
export interface Runtime {
  /** What runs here; starts the engine when it has not been started. */
  info(): Promise<RuntimeInfo>;
  open(model: ModelSource, options: OpenOptions): Promise<SessionHandle>;
  /** Puts inputs in place (on the GPU for WebGPU) for `warmUp`, `time`, `compare` and `profile`. */
  place(session: SessionHandle, feeds: TensorMap): Promise<void>;
  /** One run; outputs come back as bytes. */
  run(session: SessionHandle, feeds: TensorMap): Promise<TensorMap>;
  /** Runs on the inputs in place until times are stable; the runs' milliseconds, in order. */
  warmUp(session: SessionHandle, plan: WarmUp): Promise<readonly number[]>;
  /** Milliseconds per run, one number per sample. */
  time(session: SessionHandle, plan: TimePlan): Promise<readonly number[]>;
  /** Milliseconds per run, [rounds done, sessions]. A session may be listed twice (A/A). */
  compare(sessions: readonly SessionHandle[], plan: ComparePlan): Promise<readonly (readonly number[])[]>;
  /** Kernel times of `runs` runs on the inputs in place; the session must be opened with `profile`, and is closed. */
  profile(session: SessionHandle, runs: number): Promise<Profile>;
  close(session: SessionHandle): Promise<void>;
  /** While the work lasts, the engine stays for its next sessions, however much memory it holds for none. */
  holding?<T>(work: () => Promise<T>): Promise<T>;
  /** How many engines were started so far, where one may be replaced by another; kernels of a new one are not warm. */
  readonly starts?: number;
  /** Gives everything back; later calls reject. */
  dispose(): Promise<void>;
}
