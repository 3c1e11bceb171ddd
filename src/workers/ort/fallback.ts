import type { ModelSource } from '../../bench';
import { CodedError } from '../../core';
import { createOrtClient, type OrtClient, type OrtClientOptions } from './client';

export interface ChosenRuntime {
  readonly runtime: OrtClient;
  /** Why it is not the provider that was asked for; null when it is. */
  readonly fellBack: string | null;
}

/**
 * A runtime that can load `model`: the one that was asked for, or WASM where WebGPU cannot.
 * @throws CodedError what WASM says of the model.
 */
export async function runtimeFor(model: ModelSource, options: OrtClientOptions): Promise<ChosenRuntime> {
  const runtime = createOrtClient(options);
  try {
    await runtime.close(await runtime.open(model, { level: 'all' }));
    return { runtime, fellBack: null };
  } catch (error) {
    await runtime.dispose();
    if (options.ep === 'wasm' || !(error instanceof CodedError) || error.code === 'STOPPED') throw error;
    const { runtime: other } = await runtimeFor(model, { ...options, ep: 'wasm' });
    return {
      runtime: other,
      fellBack: `WebGPU could not load the model, so it runs on WASM: ${error.message}`,
    };
  }
}
