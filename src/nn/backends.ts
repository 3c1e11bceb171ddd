import * as tf from '@tensorflow/tfjs-core';
import { CodedError } from '../core';
import { registerGradients } from './gradients';
import { registerWasmKernels } from './wasmKernels';

export const backendNames = ['webgpu', 'webgl', 'wasm', 'cpu'] as const;
export type BackendName = (typeof backendNames)[number];

export interface BackendOptions {
  /** Which may be used; all by default. */
  readonly allowed?: readonly BackendName[];
  /** Addresses of the WASM backend's files by name; not needed in Node. */
  readonly wasmPaths?: Readonly<Record<string, string>>;
}

export interface BackendChoice {
  readonly name: BackendName;
  /** Milliseconds of a small training step on each backend that started. */
  readonly measured: Readonly<Partial<Record<BackendName, number>>>;
}

/** Loads a backend's code and starts it; false where it cannot be. */
export async function startBackend(name: BackendName, options: BackendOptions = {}): Promise<boolean> {
  try {
    if (name === 'cpu') await import('@tensorflow/tfjs-backend-cpu');
    else if (name === 'wasm') {
      const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
      if (options.wasmPaths !== undefined) setWasmPaths(options.wasmPaths);
      // Its threads come from a script that does not survive bundling, and would compete with what is measured.
      tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
      registerWasmKernels();
    } else if (name === 'webgpu') {
      // tfjs 4.22 prints a warning and a stack where there is no adapter.
      const adapter = await globalThis.navigator?.gpu?.requestAdapter();
      if (adapter === null || adapter === undefined) return false;
      await import('@tensorflow/tfjs-backend-webgpu');
    } else {
      if (typeof OffscreenCanvas === 'undefined') return false;
      await import('@tensorflow/tfjs-backend-webgl');
    }
    registerGradients();
    const started = await tf.setBackend(name);
    if (started) await tf.ready();
    return started;
  } catch {
    return false;
  }
}

/**
 * Starts the backend on which a small training step is fastest here, which is not always the GPU: a software adapter
 * takes 25 times as long as WASM.
 *
 * @throws CodedError PROVIDER_UNAVAILABLE when none of the allowed ones starts.
 */
export async function chooseBackend(options: BackendOptions = {}): Promise<BackendChoice> {
  const measured: Partial<Record<BackendName, number>> = {};
  let best: BackendName | null = null;
  for (const name of options.allowed ?? backendNames) {
    if (!(await startBackend(name, options))) continue;
    const time = await timeTraining();
    measured[name] = time;
    if (best === null || time < (measured[best] ?? Number.POSITIVE_INFINITY)) best = name;
  }
  if (best === null || !(await tf.setBackend(best)))
    throw new CodedError('PROVIDER_UNAVAILABLE', 'no backend of tfjs starts here');
  return { name: best, measured };
}

/** Milliseconds of a forward and backward pass at the size of the world model's dynamics; the best of three. */
async function timeTraining(): Promise<number> {
  const x = tf.ones<tf.Rank.R2>([128, 160]);
  const w = tf.fill<tf.Rank.R2>([160, 160], 0.01);
  const grad = tf.valueAndGrad((v: tf.Tensor) => {
    let h: tf.Tensor = x;
    for (let layer = 0; layer < 3; layer++) h = tf.relu(tf.matMul(h, v));
    return tf.mean(h);
  });
  let best = Number.POSITIVE_INFINITY;
  try {
    for (let i = 0; i < 4; i++) {
      const start = performance.now();
      const { value, grad: dw } = grad(w);
      await dw.data();
      tf.dispose([value, dw]);
      // The first one compiles.
      if (i > 0) best = Math.min(best, performance.now() - start);
    }
    return best;
  } finally {
    tf.dispose([x, w]);
  }
}
