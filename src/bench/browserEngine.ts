import { CodedError } from '../core';
import { tapConsole } from './consoleTap';
import { download } from './download';
import type { Engine } from './engine';
import { installHeapProbe } from './heapProbe';
import { requireWebAssembly } from './requireWebAssembly';
import type { Provider } from './runtime';
import { describeAdapter } from './targets';
import { whyNoThreads } from './wasmThreads';

export interface EngineRequest {
  readonly ep: Provider;
  readonly threads: number;
  /** Bytes of the engine's WASM file so far, and in all (0 when the server does not say). */
  readonly onDownload: (loaded: number, total: number) => void;
}

/**
 * Loads one of ORT's two engines in a browser, each only when it is first needed: `/wasm` (14 MB) or `/webgpu` (27 MB,
 * the native WebGPU provider). Node tests never import this file: the `?url` imports are Vite's.
 * @throws CodedError PROVIDER_UNAVAILABLE, RUNTIME_UNAVAILABLE, NETWORK.
 */
export async function loadBrowserEngine(request: EngineRequest): Promise<Engine> {
  tapConsole();
  installHeapProbe();
  requireWebAssembly();
  return request.ep === 'webgpu' ? loadWebGpu(request) : loadWasm(request);
}

async function loadWasm({ threads, onDownload }: EngineRequest): Promise<Engine> {
  const [ort, { default: url }] = await Promise.all([
    import('onnxruntime-web/wasm'),
    import('onnxruntime-web/ort-wasm-simd-threaded.wasm?url'),
  ]);
  const have = whyNoThreads() === null ? Math.max(1, threads) : 1;
  await prepare(ort.env, url, have, onDownload);
  return { ort, ep: 'wasm', threads: have, adapter: 'CPU', software: false };
}

async function loadWebGpu({ onDownload }: EngineRequest): Promise<Engine> {
  const adapter = (await globalThis.navigator?.gpu?.requestAdapter()) ?? null;
  if (adapter === null) {
    throw new CodedError('PROVIDER_UNAVAILABLE', 'this browser gives no WebGPU adapter here');
  }
  const [ort, { default: url }] = await Promise.all([
    import('onnxruntime-web/webgpu'),
    import('onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url'),
  ]);
  await prepare(ort.env, url, 1, onDownload);
  return { ort, ep: 'webgpu', threads: 1, ...describeAdapter(adapter) };
}

async function prepare(
  env: Engine['ort']['env'],
  url: string,
  threads: number,
  onDownload: EngineRequest['onDownload'],
): Promise<void> {
  env.wasm.numThreads = threads;
  env.logLevel = 'error';
  env.wasm.wasmBinary = await download(url, onDownload);
}
