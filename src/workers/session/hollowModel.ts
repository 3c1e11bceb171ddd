import type { CostTableData } from '../../bench';
import {
  type Constant,
  concatChunks,
  elementCount,
  encodeModel,
  Graph,
  storageBytes,
  type TensorConstant,
} from '../../graph';
import type { OpenModel } from './state';

/** The specialised original without its weights, for a worker that plays with it. */
export interface HollowModel {
  /** An ONNX file whose large initializers point outside. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** What its operators took here, where they were timed; null: nothing was. */
  readonly costs: CostTableData | null;
}

/** Rules look into small constants (shapes, axes, scales); larger ones are weights to them. Bytes. */
const insideUpTo = 16_384;

/** The model at step 0 as rules see it: kilobytes where the file has hundreds of megabytes. */
export function hollowModel(model: OpenModel, costs: CostTableData | null): HollowModel {
  const chunks = encodeModel(withoutLargeWeights(model.base), { resolve: () => null });
  return { bytes: concatChunks(chunks), costs };
}

/** The graph with its large initializers left outside, in a file that nobody has. */
export function withoutLargeWeights(graph: Graph): Graph {
  const hollow = new Map<Constant, TensorConstant>();
  let offset = 0;
  let values = graph.parts.values;
  for (const value of graph.values()) {
    const { constant } = value;
    if (constant === null || constant.kind !== 'tensor' || value.producer !== null) continue;
    const { source, dtype, shape } = constant;
    if (source.at !== 'bytes' && source.at !== 'lazy') continue;
    const length = storageBytes(dtype, elementCount(shape));
    if (length <= insideUpTo) continue;
    let outside = hollow.get(constant);
    if (outside === undefined) {
      outside = { ...constant, source: { at: 'external', location: 'weights', offset, length } };
      hollow.set(constant, outside);
      offset += length;
    }
    values = values.set(value.id, { ...value, constant: outside });
  }
  return new Graph({ ...graph.parts, values });
}
