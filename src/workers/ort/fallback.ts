import type { ModelSource, TensorMap } from '../../bench';
import { CodedError, type ErrorCode } from '../../core';
import { createOrtClient, type OrtClient, type OrtClientOptions } from './client';
import type { OrtTarget } from './protocol';

/** Shows that a runtime runs what it is wanted for, by doing it once; what it rejects with says why not. */
export type Trial = (runtime: OrtClient) => Promise<void>;

export interface RuntimeRequest extends OrtClientOptions {
  /** Threads of WASM where it stands in for WebGPU; `threads` when left out. */
  readonly wasmThreads?: number;
  /** Told of every runtime before it is tried, so that it can be stopped meanwhile. */
  readonly onCreate?: (runtime: OrtClient, target: OrtTarget) => void;
}

export interface ChosenRuntime {
  readonly runtime: OrtClient;
  /** Why it is not the provider that was asked for; null when it is. */
  readonly fellBack: string | null;
}

/** What says that a provider cannot run a model, rather than that the model or the person's wish is at fault. */
const providersFault: ReadonlySet<ErrorCode> = new Set([
  'RUNTIME_REFUSED',
  'RUNTIME_CRASHED',
  'RUNTIME_TIMEOUT',
  'RUNTIME_MEMORY',
  'PROVIDER_UNAVAILABLE',
  'DEVICE_LOST',
]);

/**
 * Loads a model and, where inputs are given, runs it once: WebGPU finds out about some things that it lacks when the
 * session is created (a GRU's activation), and about others only when a kernel first runs (Resize with antialiasing).
 */
export const trialOf =
  (model: ModelSource, feeds?: TensorMap): Trial =>
  async (runtime) => {
    const session = await runtime.open(model, { level: 'all' });
    try {
      if (feeds === undefined) return;
      await runtime.place(session, feeds);
      await runtime.time(session, { runs: 1, samples: 1 });
    } finally {
      await runtime.close(session).catch(() => undefined);
    }
  };

/**
 * A runtime that passes the trial: the one that was asked for, or WASM where WebGPU cannot.
 * @throws CodedError what WASM says of the model.
 */
export async function runtimeFor(trial: Trial, request: RuntimeRequest): Promise<ChosenRuntime> {
  const { ep, threads, wasmThreads = threads, onCreate, ...options } = request;
  const runtime = createOrtClient({ ...options, ep, threads });
  onCreate?.(runtime, { ep, threads });
  try {
    await trial(runtime);
    return { runtime, fellBack: null };
  } catch (error) {
    await runtime.dispose();
    if (ep === 'wasm' || !(error instanceof CodedError) || !providersFault.has(error.code)) throw error;
    const chosen = await runtimeFor(trial, { ...request, ep: 'wasm', threads: wasmThreads });
    return { ...chosen, fellBack: `WebGPU cannot run this model, so it runs on WASM: ${error.message}` };
  }
}
