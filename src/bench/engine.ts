import type * as Ort from 'onnxruntime-web';
import type { Provider } from './runtime';

/** A loaded onnxruntime-web: one per thread, for one provider. */
export interface Engine {
  readonly ort: Pick<typeof Ort, 'InferenceSession' | 'Tensor' | 'env'>;
  readonly ep: Provider;
  /** Threads that it will have. */
  readonly threads: number;
  /** `CPU`, or the adapter's name. */
  readonly adapter: string;
  readonly software: boolean;
}

export type OrtTensor = Ort.Tensor;
export type OrtSession = Ort.InferenceSession;
