import * as tf from '@tensorflow/tfjs-core';

const isRecord = (x: unknown): x is Record<string, unknown> => typeof x === 'object' && x !== null;

/**
 * Resolves with the reason when the device behind the present backend goes away; never where there is nothing to lose.
 * Reads that are under way then do not fail by themselves: tfjs 4.22 leaves them pending.
 */
export function backendLost(): Promise<string> {
  const backend: unknown = tf.backend();
  return new Promise((resolve) => {
    if (!isRecord(backend)) return;
    if (isRecord(backend.device) && backend.device.lost instanceof Promise) {
      void backend.device.lost.then((info: unknown) =>
        resolve(isRecord(info) && typeof info.message === 'string' ? info.message : 'the device was lost'),
      );
    }
    if (
      isRecord(backend.gpgpu) &&
      isRecord(backend.gpgpu.gl) &&
      backend.gpgpu.gl.canvas instanceof EventTarget
    )
      backend.gpgpu.gl.canvas.addEventListener('webglcontextlost', () =>
        resolve('the WebGL context was lost'),
      );
  });
}
