import type { Engine, OrtTensor } from './engine';
import { type HostTensor, passableType, type TensorMap, typedView } from './hostTensor';

/** ORT tensors over the same bytes. @throws CodedError INPUT_UNSUPPORTED. */
export function toOrt(engine: Engine, feeds: TensorMap): Record<string, OrtTensor> {
  const out: Record<string, OrtTensor> = {};
  for (const [name, tensor] of feeds) out[name] = tensorToOrt(engine, name, tensor);
  return out;
}

function tensorToOrt({ ort }: Engine, name: string, tensor: HostTensor): OrtTensor {
  const dtype = passableType(tensor.dtype, `input ${name}`);
  return new ort.Tensor(dtype, typedView(dtype, tensor.bytes), tensor.shape);
}

/** Results as bytes; waits for those that are on the GPU. Strings come as UTF-8, each followed by a zero byte. */
export async function fromOrt(
  results: Readonly<Record<string, OrtTensor>>,
): Promise<Map<string, HostTensor>> {
  const out = new Map<string, HostTensor>();
  for (const [name, tensor] of Object.entries(results)) {
    const data = tensor.location === 'cpu' ? tensor.data : await tensor.getData(true);
    const bytes = Array.isArray(data)
      ? new TextEncoder().encode(data.map((s) => `${s}\0`).join(''))
      : new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    out.set(name, { dtype: tensor.type as HostTensor['dtype'], shape: [...tensor.dims], bytes });
  }
  return out;
}
