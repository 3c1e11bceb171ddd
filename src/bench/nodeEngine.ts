import { tapConsole } from './consoleTap';
import type { Engine } from './engine';
import { installHeapProbe } from './heapProbe';

/**
 * onnxruntime-web as it runs in Node: the WASM provider with the kernels that the page uses. Not for the browser, where
 * the bare import would pull in the JSEP build; see `browserEngine`.
 */
export async function loadNodeEngine(options: { readonly threads?: number } = {}): Promise<Engine> {
  tapConsole();
  installHeapProbe();
  const ort = await import('onnxruntime-web');
  const threads = options.threads ?? 1;
  ort.env.wasm.numThreads = threads;
  ort.env.logLevel = 'error';
  return { ort, ep: 'wasm', threads, adapter: 'CPU', software: false };
}
