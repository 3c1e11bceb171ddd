/** Everything that a rule's file needs. */
export { assert, must } from '../core';
export {
  type AppliedConstant,
  type Constant,
  type Dim,
  type DType,
  elementCount,
  type Graph,
  isFloat,
  isInteger,
  type Node,
  type NodeId,
  type TensorConstant,
  type ValueId,
} from '../graph';
export { type AttrSpec, float, sameAttrs, toAttrs, withAttrs } from './attrs';
export { type Builder, foldConstant } from './builder';
export { bypass, bypassRefusal } from './bypass';
export type { Match } from './match';
export { numbersOf } from './numbers';
export {
  absent,
  any,
  anyOp,
  constant,
  maybe,
  type OpPattern,
  oneOf,
  op,
  optional,
  type Pattern,
} from './pattern';
export {
  dtypeOfValue,
  floatAttr,
  intAttr,
  intsAttr,
  isFilledWith,
  knownInts,
  normalAxis,
  numbers,
  padsOf,
  permOf,
  rankOf,
  rawAxes,
  reducedAxes,
  sameShape,
  scalar,
  shapeOf,
  sliceOf,
  splitOf,
  squeezedAxes,
  staticShape,
  stringAttr,
  unsqueezedAxes,
} from './read';
export { defineRule, type Refusal, type Rule, type RuleContext, refuse } from './rule';
