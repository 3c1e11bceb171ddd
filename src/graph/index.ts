export {
  type AppliedConstant,
  type Constant,
  elementCount,
  type TensorConstant,
  type TensorSource,
} from './constant';
export { type GraphCost, graphCost, type NodeCost, nodeCost } from './cost';
export { diffGraphs, type GraphDiff } from './diff';
export { isUnknownDim, symbolsOf } from './dim';
export { type DType, dtypeOf, isFloat, isInteger, storageBytes } from './dtype';
export { type DynamicDim, dynamicDims } from './dynamicDims';
export { type Delta, Edit, type NewNode } from './edit';
export {
  type BuilderOptions,
  type GraphBuilder,
  graphBuilder,
  type NodeOptions,
  type PlainAttr,
} from './fixtures';
export { bfloatToFloat, floatToHalf, halfToFloat } from './floats';
export { Graph, type GraphParts } from './graph';
export { type Grouping, groupNodes, type NodeGroup } from './group';
export { type HashOptions, structuralHash, type WeightsInHash } from './hash';
export type { Inferred } from './infer';
export { inferGraph, inferGraphWithProblems } from './inferGraph';
export { inlineFunctions } from './inlineFunctions';
export type { Equivalence, Evaluator, Verifier } from './interfaces';
export { literal } from './literal';
export { decodeModel, newestOpset } from './onnx/decode';
export { concatChunks, type EncodeOptions, encodeModel } from './onnx/encode';
export { aboutModel, docOf, producerOf } from './onnx/provenance';
export {
  type NamedTensor,
  parseNpy,
  parseTensorProto,
  parseTestTensor,
  splitStrings,
  writeTensorProto,
} from './onnx/testTensor';
export { schemaOf } from './ops';
export type { InferContext, InferredOutput, OpCost, OpSchema } from './ops/schema';
export type { Problem } from './problem';
export { overridableInputs, type Specialisation, specialise } from './specialise';
export {
  type Attr,
  type Attrs,
  type Dim,
  type Extra,
  type ModelFunction,
  type ModelHeader,
  type Node,
  type NodeId,
  nodeId,
  type TensorType,
  type Use,
  type Value,
  type ValueId,
  type ValueType,
  valueId,
} from './types';
export { validate } from './validate';
export { createWeightStore, tensorsOf, type WeightStore, type WeightStoreOptions } from './weights';
