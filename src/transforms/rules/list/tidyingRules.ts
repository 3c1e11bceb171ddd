import type { Rule } from '../../rule';
import { dropUnusedOutputs } from '../drop-unused-outputs';
import { eliminateDeadNode } from '../eliminate-dead-node';
import { eliminateDropout } from '../eliminate-dropout';
import { eliminateIdentity } from '../eliminate-identity';
import { eliminateNeutralAddend } from '../eliminate-neutral-addend';
import { eliminateNeutralFactor } from '../eliminate-neutral-factor';
import { eliminateNopCast } from '../eliminate-nop-cast';
import { eliminateNopConcat } from '../eliminate-nop-concat';
import { eliminateNopExpand } from '../eliminate-nop-expand';
import { eliminateNopPad } from '../eliminate-nop-pad';
import { eliminateNopReduction } from '../eliminate-nop-reduction';
import { eliminateNopReshape } from '../eliminate-nop-reshape';
import { eliminateNopSlice } from '../eliminate-nop-slice';
import { eliminateNopSplit } from '../eliminate-nop-split';
import { eliminateNopTranspose } from '../eliminate-nop-transpose';
import { foldConstants } from '../fold-constants';
import { foldKnownIntegers } from '../fold-known-integers';
import { mergeReshapes } from '../merge-reshapes';
import { mergeSlices } from '../merge-slices';
import { mergeTransposes } from '../merge-transposes';
import { moveSliceBeforeConcat } from '../move-slice-before-concat';
import { moveSliceBeforeElementwise } from '../move-slice-before-elementwise';
import { moveSliceBeforeGemm } from '../move-slice-before-gemm';
import { moveSliceBeforeLayerNormalization } from '../move-slice-before-layer-normalization';
import { moveSliceBeforeMatmul } from '../move-slice-before-matmul';
import { moveSliceBeforeReduction } from '../move-slice-before-reduction';
import { moveSliceBeforeReshape } from '../move-slice-before-reshape';
import { moveSliceBeforeSoftmax } from '../move-slice-before-softmax';
import { moveSliceBeforeTranspose } from '../move-slice-before-transpose';
import { shareCommonSubexpressions } from '../share-common-subexpressions';
import { takeSliceOfConcatPart } from '../take-slice-of-concat-part';
import { turnGatherIntoSlice } from '../turn-gather-into-slice';

/** The list's first part: what does nothing goes, constants are computed, layouts merge, slices move up. */
export const tidyingRules: readonly Rule[] = [
  eliminateIdentity,
  eliminateDropout,
  eliminateNopCast,
  eliminateNopReshape,
  eliminateNopTranspose,
  eliminateNopSlice,
  eliminateNopPad,
  eliminateNopConcat,
  eliminateNopSplit,
  eliminateNopExpand,
  eliminateNeutralAddend,
  eliminateNeutralFactor,
  eliminateNopReduction,
  foldConstants,
  foldKnownIntegers,
  eliminateDeadNode,
  dropUnusedOutputs,
  shareCommonSubexpressions,
  mergeTransposes,
  mergeReshapes,
  mergeSlices,
  turnGatherIntoSlice,
  moveSliceBeforeElementwise,
  moveSliceBeforeMatmul,
  moveSliceBeforeGemm,
  moveSliceBeforeSoftmax,
  moveSliceBeforeLayerNormalization,
  moveSliceBeforeTranspose,
  moveSliceBeforeReshape,
  moveSliceBeforeConcat,
  takeSliceOfConcatPart,
  moveSliceBeforeReduction,
];
