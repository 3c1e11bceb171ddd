import { getKernel, type KernelFunc, registerKernel, type TensorInfo } from '@tensorflow/tfjs-core';

/** What a custom kernel needs of the WASM backend. */
interface WasmBackend {
  makeOutput(shape: number[], dtype: 'float32'): TensorInfo;
  typedArrayFromHeap(tensor: TensorInfo): Float32Array | Int32Array;
}

/** A gather of whole rows; the backend's own GatherV2 spends most of its time on checking indices. WASM only. */
export const rowGatherKernel = 'RowGather';

/** x: [n, …features], segmentIds: [n] int32; ids outside 0 … numSegments − 1 are left out, as on the other backends. */
const unsortedSegmentSum = ({ inputs, backend, attrs }: Parameters<KernelFunc>[0]): TensorInfo => {
  const { x, segmentIds } = inputs as { x: TensorInfo; segmentIds: TensorInfo };
  const count = Number(attrs?.numSegments);
  const wasm = backend as unknown as WasmBackend;
  const out = wasm.makeOutput([count, ...x.shape.slice(1)], 'float32');
  const width = x.shape.slice(1).reduce((a, b) => a * b, 1);
  // Views are taken after the allocation, which may have moved the heap.
  const sums = wasm.typedArrayFromHeap(out);
  const values = wasm.typedArrayFromHeap(x);
  const ids = wasm.typedArrayFromHeap(segmentIds);
  sums.fill(0);
  for (let i = 0; i < ids.length; i++) {
    const id = ids[i] ?? -1;
    if (id < 0 || id >= count) continue;
    const from = i * width;
    const to = id * width;
    for (let j = 0; j < width; j++) sums[to + j] = (sums[to + j] ?? 0) + (values[from + j] ?? 0);
  }
  return out;
};

/** x: [n, features], rows: [m] int32, all of them rows of x. */
const rowGather = ({ inputs, backend }: Parameters<KernelFunc>[0]): TensorInfo => {
  const { x, rows } = inputs as { x: TensorInfo; rows: TensorInfo };
  const wasm = backend as unknown as WasmBackend;
  const width = x.shape[1] ?? 0;
  const out = wasm.makeOutput([rows.shape[0] ?? 0, width], 'float32');
  const target = wasm.typedArrayFromHeap(out);
  const values = wasm.typedArrayFromHeap(x);
  const ids = wasm.typedArrayFromHeap(rows);
  for (let i = 0; i < ids.length; i++) {
    const from = (ids[i] ?? 0) * width;
    const to = i * width;
    for (let j = 0; j < width; j++) target[to + j] = values[from + j] ?? 0;
  }
  return out;
};

/** Registers what training needs and tfjs 4.22's WASM backend lacks: without UnsortedSegmentSum, gather has no gradient. */
export function registerWasmKernels(): void {
  if (getKernel('UnsortedSegmentSum', 'wasm') !== undefined) return;
  registerKernel({
    kernelName: 'UnsortedSegmentSum',
    backendName: 'wasm',
    kernelFunc: unsortedSegmentSum as unknown as KernelFunc,
  });
  registerKernel({
    kernelName: rowGatherKernel,
    backendName: 'wasm',
    kernelFunc: rowGather as unknown as KernelFunc,
  });
}
