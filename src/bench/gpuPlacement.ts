import type { Engine, OrtTensor } from './engine';
import { type TensorMap, typedView } from './hostTensor';
import { toOrt } from './ortTensors';

/** Inputs in place: tensors that `run` takes, and how to give them back. */
export interface Placement {
  readonly feeds: Readonly<Record<string, OrtTensor>>;
  release(): void;
}

/**
 * Inputs in place for repeated runs. On WebGPU floating-point inputs are uploaded once; integers stay with the CPU,
 * where the operators that read them (shapes, indices of Gather on the host) mostly run.
 */
export async function placeInputs(engine: Engine, feeds: TensorMap): Promise<Placement> {
  const host = toOrt(engine, feeds);
  if (engine.ep !== 'webgpu') return { feeds: host, release: () => undefined };
  const device = await engine.ort.env.webgpu.device;
  const buffers: GPUBuffer[] = [];
  const placed: Record<string, OrtTensor> = { ...host };
  for (const [name, tensor] of feeds) {
    if (tensor.dtype !== 'float32' && tensor.dtype !== 'float16') continue;
    const size = Math.max(16, Math.ceil(tensor.bytes.byteLength / 16) * 16);
    const buffer = device.createBuffer({
      size,
      usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST,
    });
    const padded = new Uint8Array(size);
    const view = typedView(tensor.dtype, tensor.bytes);
    padded.set(new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
    device.queue.writeBuffer(buffer, 0, padded);
    buffers.push(buffer);
    placed[name] = engine.ort.Tensor.fromGpuBuffer(buffer, { dataType: tensor.dtype, dims: tensor.shape });
  }
  return {
    feeds: placed,
    release: () => {
      for (const buffer of buffers) buffer.destroy();
    },
  };
}
