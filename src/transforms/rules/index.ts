import { discoveredRules } from '../discover';
import { hashRuleNames } from '../hashRuleNames';
import type { Rule } from '../rule';
import { absorbBatchnormIntoNextConv } from './absorb-batchnorm-into-next-conv';
import { absorbChannelGatherIntoNextConv } from './absorb-channel-gather-into-next-conv';
import { absorbChannelGatherIntoPreviousConv } from './absorb-channel-gather-into-previous-conv';
import { absorbNegationIntoSum } from './absorb-negation-into-sum';
import { absorbResidualIntoConv } from './absorb-residual-into-conv';
import { absorbScaleIntoLayerNormalization } from './absorb-scale-into-layer-normalization';
import { absorbScaleIntoNextConv } from './absorb-scale-into-next-conv';
import { absorbShiftIntoLayerNormalization } from './absorb-shift-into-layer-normalization';
import { absorbShiftIntoNextConv } from './absorb-shift-into-next-conv';
import { absorbTransposeIntoGemm } from './absorb-transpose-into-gemm';
import { absorbTransposeIntoGemmWeights } from './absorb-transpose-into-gemm-weights';
import { collectMultiples } from './collect-multiples';
import { composeConvWithPointwise } from './compose-conv-with-pointwise';
import { composeGemms } from './compose-gemms';
import { composeMatmuls } from './compose-matmuls';
import { composeMaxPools } from './compose-max-pools';
import { composePointwiseWithConv } from './compose-pointwise-with-conv';
import { densifyGroupedConv } from './densify-grouped-conv';
import { distributeCommonFactor } from './distribute-common-factor';
import { distributeFactorOverAddend } from './distribute-factor-over-addend';
import { distributeMatmul } from './distribute-matmul';
import { dropExpandBeforeElementwise } from './drop-expand-before-elementwise';
import { dropGuardOfNonnegative } from './drop-guard-of-nonnegative';
import { dropKeyBias } from './drop-key-bias';
import { dropRepeatedFunction } from './drop-repeated-function';
import { dropUnusedOutputs } from './drop-unused-outputs';
import { eliminateDeadNode } from './eliminate-dead-node';
import { eliminateDoubleNegation } from './eliminate-double-negation';
import { eliminateDropout } from './eliminate-dropout';
import { eliminateIdentity } from './eliminate-identity';
import { eliminateNeutralAddend } from './eliminate-neutral-addend';
import { eliminateNeutralFactor } from './eliminate-neutral-factor';
import { eliminateNopCast } from './eliminate-nop-cast';
import { eliminateNopConcat } from './eliminate-nop-concat';
import { eliminateNopExpand } from './eliminate-nop-expand';
import { eliminateNopPad } from './eliminate-nop-pad';
import { eliminateNopReduction } from './eliminate-nop-reduction';
import { eliminateNopReshape } from './eliminate-nop-reshape';
import { eliminateNopSlice } from './eliminate-nop-slice';
import { eliminateNopSplit } from './eliminate-nop-split';
import { eliminateNopTranspose } from './eliminate-nop-transpose';
import { enlargeConvKernel } from './enlarge-conv-kernel';
import { expandPower } from './expand-power';
import { factorOutCommonFactor } from './factor-out-common-factor';
import { factorOutMatmul } from './factor-out-matmul';
import { flattenVariadic } from './flatten-variadic';
import { foldAddendIntoConv } from './fold-addend-into-conv';
import { foldBatchNormalizationIntoConv } from './fold-batch-normalization-into-conv';
import { foldConstants } from './fold-constants';
import { foldFactorIntoConv } from './fold-factor-into-conv';
import { foldFactorIntoGemm } from './fold-factor-into-gemm';
import { foldFactorIntoMatmul } from './fold-factor-into-matmul';
import { foldKnownIntegers } from './fold-known-integers';
import { foldPadIntoAveragePool } from './fold-pad-into-average-pool';
import { foldPadIntoConv } from './fold-pad-into-conv';
import { foldPadIntoMaxPool } from './fold-pad-into-max-pool';
import { foldPrecedingFactorIntoGemm } from './fold-preceding-factor-into-gemm';
import { foldPrecedingFactorIntoMatmul } from './fold-preceding-factor-into-matmul';
import { fuseBatchnormIntoConvTranspose } from './fuse-batchnorm-into-conv-transpose';
import { fuseBatchnormIntoGemm } from './fuse-batchnorm-into-gemm';
import { fuseBatchnormIntoMatmul } from './fuse-batchnorm-into-matmul';
import { fuseBiasGelu } from './fuse-bias-gelu';
import { fuseBiasIntoSkipLayerNormalization } from './fuse-bias-into-skip-layer-normalization';
import { fuseConvActivation } from './fuse-conv-activation';
import { fuseFactorIntoMatmul } from './fuse-factor-into-matmul';
import { fuseFastGelu } from './fuse-fast-gelu';
import { fuseGelu } from './fuse-gelu';
import { fuseGemmActivation } from './fuse-gemm-activation';
import { fuseMatmulAddIntoGemm } from './fuse-matmul-add-into-gemm';
import { fuseMultiHeadAttention } from './fuse-multi-head-attention';
import { fuseQuickGelu } from './fuse-quick-gelu';
import { fuseRmsNormalization } from './fuse-rms-normalization';
import { fuseRotaryEmbedding } from './fuse-rotary-embedding';
import { fuseScaleIntoConvTranspose } from './fuse-scale-into-conv-transpose';
import { fuseShiftIntoConvTranspose } from './fuse-shift-into-conv-transpose';
import { fuseShiftIntoGemm } from './fuse-shift-into-gemm';
import { fuseSimplifiedLayerNormalization } from './fuse-simplified-layer-normalization';
import { fuseSkipLayerNormalization } from './fuse-skip-layer-normalization';
import { fuseSkipSimplifiedLayerNormalization } from './fuse-skip-simplified-layer-normalization';
import { fuseTransposeIntoMatmul } from './fuse-transpose-into-matmul';
import { joinConvsIntoGroups } from './join-convs-into-groups';
import { joinConvsOverConcat } from './join-convs-over-concat';
import { joinReciprocalIntoDivision } from './join-reciprocal-into-division';
import { joinReductionsOfSum } from './join-reductions-of-sum';
import { lowerBatchnormToAffine } from './lower-batchnorm-to-affine';
import { lowerChannelGatherToShuffle } from './lower-channel-gather-to-shuffle';
import { lowerClipToMinMax } from './lower-clip-to-min-max';
import { lowerFastGelu } from './lower-fast-gelu';
import { lowerFusedGelu } from './lower-fused-gelu';
import { lowerGelu } from './lower-gelu';
import { lowerHardSwish } from './lower-hard-swish';
import { lowerLayerNormalization } from './lower-layer-normalization';
import { lowerQuickGelu } from './lower-quick-gelu';
import { lowerRmsNormalization } from './lower-rms-normalization';
import { lowerSoftmax } from './lower-softmax';
import { mergeAddedConvs } from './merge-added-convs';
import { mergeAddends } from './merge-addends';
import { mergeChannelGathers } from './merge-channel-gathers';
import { mergeClips } from './merge-clips';
import { mergeFactors } from './merge-factors';
import { mergeGemmsSharingInput } from './merge-gemms-sharing-input';
import { mergeMatmulsSharingInput } from './merge-matmuls-sharing-input';
import { mergeParallelConvs } from './merge-parallel-convs';
import { mergeReshapes } from './merge-reshapes';
import { mergeSlices } from './merge-slices';
import { mergeTransposes } from './merge-transposes';
import { moveActivationAfterMaxPool } from './move-activation-after-max-pool';
import { moveActivationBeforeMaxPool } from './move-activation-before-max-pool';
import { moveAddendBehindGemm } from './move-addend-behind-gemm';
import { moveAddendBehindMatmul } from './move-addend-behind-matmul';
import { moveAveragePoolBeforePointwiseConv } from './move-average-pool-before-pointwise-conv';
import { moveAveragePoolBehindPointwiseConv } from './move-average-pool-behind-pointwise-conv';
import { moveChannelGatherAfterChannelwise } from './move-channel-gather-after-channelwise';
import { moveChannelGatherBeforeChannelwise } from './move-channel-gather-before-channelwise';
import { moveChannelGatherBeforeConcat } from './move-channel-gather-before-concat';
import { moveConcatBeforeElementwise } from './move-concat-before-elementwise';
import { moveConcatBehindElementwise } from './move-concat-behind-elementwise';
import { moveExpandBeforeElementwise } from './move-expand-before-elementwise';
import { moveExpandBehindElementwise } from './move-expand-behind-elementwise';
import { moveFactorBeforeLayout } from './move-factor-before-layout';
import { moveFactorBeforeProduct } from './move-factor-before-product';
import { moveFactorBehindReduction } from './move-factor-behind-reduction';
import { moveFunctionBeforeExtremum } from './move-function-before-extremum';
import { moveFunctionBehindExtremum } from './move-function-behind-extremum';
import { moveGatherBeforeElementwise } from './move-gather-before-elementwise';
import { moveGatherBeforeLayerNormalization } from './move-gather-before-layer-normalization';
import { moveGatherBeforeMatmul } from './move-gather-before-matmul';
import { moveGatherBeforeReshape } from './move-gather-before-reshape';
import { moveGatherBeforeSoftmax } from './move-gather-before-softmax';
import { moveGatherBeforeTranspose } from './move-gather-before-transpose';
import { moveGlobalAveragePoolAfterConv } from './move-global-average-pool-after-conv';
import { moveGlobalPoolBeforePointwiseConv } from './move-global-pool-before-pointwise-conv';
import { movePadBeforeElementwise } from './move-pad-before-elementwise';
import { movePadBehindElementwise } from './move-pad-behind-elementwise';
import { moveReductionBeforeConcat } from './move-reduction-before-concat';
import { moveReductionBeforeMatmul } from './move-reduction-before-matmul';
import { moveReductionBeforeReshape } from './move-reduction-before-reshape';
import { moveReductionBeforeTranspose } from './move-reduction-before-transpose';
import { moveSliceBeforeConcat } from './move-slice-before-concat';
import { moveSliceBeforeConv } from './move-slice-before-conv';
import { moveSliceBeforeElementwise } from './move-slice-before-elementwise';
import { moveSliceBeforeExpand } from './move-slice-before-expand';
import { moveSliceBeforeGather } from './move-slice-before-gather';
import { moveSliceBeforeGemm } from './move-slice-before-gemm';
import { moveSliceBeforeLayerNormalization } from './move-slice-before-layer-normalization';
import { moveSliceBeforeMatmul } from './move-slice-before-matmul';
import { moveSliceBeforeReduction } from './move-slice-before-reduction';
import { moveSliceBeforeReshape } from './move-slice-before-reshape';
import { moveSliceBeforeRmsNormalization } from './move-slice-before-rms-normalization';
import { moveSliceBeforeSkipLayerNormalization } from './move-slice-before-skip-layer-normalization';
import { moveSliceBeforeSoftmax } from './move-slice-before-softmax';
import { moveSliceBeforeTranspose } from './move-slice-before-transpose';
import { moveSliceBehindElementwise } from './move-slice-behind-elementwise';
import { moveSplitBeforeElementwise } from './move-split-before-elementwise';
import { moveSplitBeforeExpand } from './move-split-before-expand';
import { moveSplitBeforeGather } from './move-split-before-gather';
import { moveSplitBeforeLayerNormalization } from './move-split-before-layer-normalization';
import { moveSplitBeforeMatmul } from './move-split-before-matmul';
import { moveSplitBeforeReshape } from './move-split-before-reshape';
import { moveSplitBeforeSoftmax } from './move-split-before-softmax';
import { moveSplitBeforeTranspose } from './move-split-before-transpose';
import { moveTileBeforeElementwise } from './move-tile-before-elementwise';
import { moveTileBehindElementwise } from './move-tile-behind-elementwise';
import { moveTransposeBeforeElementwise } from './move-transpose-before-elementwise';
import { moveTransposeBeforeMatmul } from './move-transpose-before-matmul';
import { moveTransposeBeforeReduction } from './move-transpose-before-reduction';
import { moveTransposeBeforeRowProduct } from './move-transpose-before-row-product';
import { moveTransposeBehindElementwise } from './move-transpose-behind-elementwise';
import { moveTransposeBehindMatmul } from './move-transpose-behind-matmul';
import { moveTransposeBehindRowProduct } from './move-transpose-behind-row-product';
import { moveUpsamplingBeforeElementwise } from './move-upsampling-before-elementwise';
import { moveUpsamplingBeforePointwiseConv } from './move-upsampling-before-pointwise-conv';
import { moveUpsamplingBehindElementwise } from './move-upsampling-behind-elementwise';
import { moveUpsamplingBehindPointwiseConv } from './move-upsampling-behind-pointwise-conv';
import { moveValueBiasBehindAttention } from './move-value-bias-behind-attention';
import { narrowConvToSlice } from './narrow-conv-to-slice';
import { nestMaxPools } from './nest-max-pools';
import { raiseAffineToBatchnorm } from './raise-affine-to-batchnorm';
import { raiseSquareToPower } from './raise-square-to-power';
import { recogniseChannelShuffle } from './recognise-channel-shuffle';
import { recogniseClip } from './recognise-clip';
import { recogniseDividedHardSwish } from './recognise-divided-hard-swish';
import { recogniseGelu } from './recognise-gelu';
import { recogniseHardSigmoid } from './recognise-hard-sigmoid';
import { recogniseHardSwish } from './recognise-hard-swish';
import { recogniseLayerNormalization } from './recognise-layer-normalization';
import { recogniseMish } from './recognise-mish';
import { recogniseReciprocal } from './recognise-reciprocal';
import { recogniseRmsNormalization } from './recognise-rms-normalization';
import { recogniseSigmoid } from './recognise-sigmoid';
import { recogniseSilu } from './recognise-silu';
import { recogniseSoftmax } from './recognise-softmax';
import { recogniseSoftplus } from './recognise-softplus';
import { recogniseTanhGelu } from './recognise-tanh-gelu';
import { replaceAveragePoolByGlobal } from './replace-average-pool-by-global';
import { replaceClipByRelu } from './replace-clip-by-relu';
import { replaceDivisionByConstant } from './replace-division-by-constant';
import { replaceFactorByNegation } from './replace-factor-by-negation';
import { replaceGemmByPointwiseConv } from './replace-gemm-by-pointwise-conv';
import { replaceGlobalAveragePoolByMean } from './replace-global-average-pool-by-mean';
import { replaceMatmulByPointwiseConv } from './replace-matmul-by-pointwise-conv';
import { replaceMeanByGlobalAveragePool } from './replace-mean-by-global-average-pool';
import { replaceNegationByFactor } from './replace-negation-by-factor';
import { replacePointwiseConvByGemm } from './replace-pointwise-conv-by-gemm';
import { replacePointwiseConvByMatmul } from './replace-pointwise-conv-by-matmul';
import { replacePowerByRoot } from './replace-power-by-root';
import { replacePreluByLeakyRelu } from './replace-prelu-by-leaky-relu';
import { replaceSubtractionByAddition } from './replace-subtraction-by-addition';
import { replaceSumByAdditions } from './replace-sum-by-additions';
import { selectConstantBranch } from './select-constant-branch';
import { shareCommonSubexpressions } from './share-common-subexpressions';
import { shrinkConvKernel } from './shrink-conv-kernel';
import { splitAffineOffLayerNormalization } from './split-affine-off-layer-normalization';
import { splitChannelGather } from './split-channel-gather';
import { splitConvFilters } from './split-conv-filters';
import { splitConvOverConcat } from './split-conv-over-concat';
import { splitDivisionIntoReciprocal } from './split-division-into-reciprocal';
import { splitGemmIntoMatmulAdd } from './split-gemm-into-matmul-add';
import { splitGroupedConv } from './split-grouped-conv';
import { splitMaxPool } from './split-max-pool';
import { splitReductionOverConcat } from './split-reduction-over-concat';
import { splitReductionOverSum } from './split-reduction-over-sum';
import { splitTransposeOffFusedMatmul } from './split-transpose-off-fused-matmul';
import { swapNegatedDifference } from './swap-negated-difference';
import { takeSliceOfConcatPart } from './take-slice-of-concat-part';
import { turnGatherIntoSlice } from './turn-gather-into-slice';
import { turnSlicesIntoSplit } from './turn-slices-into-split';
import { turnSplitIntoSlices } from './turn-split-into-slices';
import { turnTransposeIntoReshape } from './turn-transpose-into-reshape';

/**
 * Every rule. A rule's index is the agent's action id, so the list is append-only: add at the end, never reorder or
 * remove. Traces and checkpoints store its length and hash.
 */
export const rules: readonly Rule[] = [
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
  fuseBatchnormIntoConvTranspose,
  fuseBatchnormIntoGemm,
  fuseBatchnormIntoMatmul,
  absorbBatchnormIntoNextConv,
  lowerBatchnormToAffine,
  raiseAffineToBatchnorm,
  fuseScaleIntoConvTranspose,
  fuseShiftIntoConvTranspose,
  fuseShiftIntoGemm,
  absorbScaleIntoNextConv,
  foldBatchNormalizationIntoConv,
  foldPadIntoConv,
  foldPadIntoAveragePool,
  foldPadIntoMaxPool,
  fuseMatmulAddIntoGemm,
  splitGemmIntoMatmulAdd,
  mergeMatmulsSharingInput,
  replaceDivisionByConstant,
  mergeFactors,
  mergeAddends,
  foldFactorIntoMatmul,
  foldPrecedingFactorIntoMatmul,
  foldFactorIntoGemm,
  foldFactorIntoConv,
  foldAddendIntoConv,
  distributeFactorOverAddend,
  moveFactorBeforeLayout,
  moveFactorBeforeProduct,
  moveAddendBehindMatmul,
  dropKeyBias,
  moveValueBiasBehindAttention,
  moveAveragePoolBeforePointwiseConv,
  moveAveragePoolBehindPointwiseConv,
  moveGlobalPoolBeforePointwiseConv,
  turnSlicesIntoSplit,
  turnSplitIntoSlices,
  moveSplitBeforeMatmul,
  moveSplitBeforeElementwise,
  mergeParallelConvs,
  splitConvFilters,
  enlargeConvKernel,
  shrinkConvKernel,
  splitConvOverConcat,
  joinConvsOverConcat,
  mergeAddedConvs,
  absorbResidualIntoConv,
  splitGroupedConv,
  joinConvsIntoGroups,
  densifyGroupedConv,
  moveActivationAfterMaxPool,
  moveActivationBeforeMaxPool,
  replaceAveragePoolByGlobal,
  replaceMeanByGlobalAveragePool,
  replaceGlobalAveragePoolByMean,
  composeMaxPools,
  splitMaxPool,
  nestMaxPools,
  moveGlobalAveragePoolAfterConv,
  moveAddendBehindGemm,
  replacePointwiseConvByMatmul,
  replaceMatmulByPointwiseConv,
  replacePointwiseConvByGemm,
  replaceGemmByPointwiseConv,
  composeConvWithPointwise,
  composePointwiseWithConv,
  composeMatmuls,
  composeGemms,
  narrowConvToSlice,
  recogniseChannelShuffle,
  lowerChannelGatherToShuffle,
  moveChannelGatherAfterChannelwise,
  moveChannelGatherBeforeChannelwise,
  absorbChannelGatherIntoNextConv,
  absorbChannelGatherIntoPreviousConv,
  mergeChannelGathers,
  splitChannelGather,
  moveChannelGatherBeforeConcat,
  replaceSubtractionByAddition,
  absorbNegationIntoSum,
  swapNegatedDifference,
  replaceNegationByFactor,
  replaceFactorByNegation,
  eliminateDoubleNegation,
  expandPower,
  raiseSquareToPower,
  replacePowerByRoot,
  splitDivisionIntoReciprocal,
  joinReciprocalIntoDivision,
  recogniseReciprocal,
  factorOutCommonFactor,
  distributeCommonFactor,
  collectMultiples,
  factorOutMatmul,
  distributeMatmul,
  dropRepeatedFunction,
  dropGuardOfNonnegative,
  mergeClips,
  replaceClipByRelu,
  recogniseClip,
  lowerClipToMinMax,
  flattenVariadic,
  replaceSumByAdditions,
  selectConstantBranch,
  recogniseGelu,
  recogniseTanhGelu,
  lowerGelu,
  fuseGelu,
  fuseFastGelu,
  fuseBiasGelu,
  fuseQuickGelu,
  recogniseHardSigmoid,
  recogniseHardSwish,
  lowerHardSwish,
  turnTransposeIntoReshape,
  moveTransposeBeforeElementwise,
  moveTransposeBehindElementwise,
  dropExpandBeforeElementwise,
  recogniseLayerNormalization,
  lowerLayerNormalization,
  absorbScaleIntoLayerNormalization,
  absorbShiftIntoLayerNormalization,
  splitAffineOffLayerNormalization,
  recogniseSoftmax,
  lowerSoftmax,
  recogniseSoftplus,
  recogniseMish,
  replacePreluByLeakyRelu,
  fuseSkipLayerNormalization,
  fuseBiasIntoSkipLayerNormalization,
  fuseTransposeIntoMatmul,
  splitTransposeOffFusedMatmul,
  fuseFactorIntoMatmul,
  fuseSimplifiedLayerNormalization,
  fuseConvActivation,
  fuseGemmActivation,
  fuseMultiHeadAttention,
  ...discoveredRules,
  moveReductionBeforeTranspose,
  moveTransposeBeforeReduction,
  splitReductionOverSum,
  joinReductionsOfSum,
  moveReductionBeforeConcat,
  splitReductionOverConcat,
  moveFactorBehindReduction,
  moveFunctionBehindExtremum,
  moveFunctionBeforeExtremum,
  moveExpandBehindElementwise,
  moveExpandBeforeElementwise,
  moveConcatBehindElementwise,
  moveConcatBeforeElementwise,
  movePadBehindElementwise,
  movePadBeforeElementwise,
  moveTileBehindElementwise,
  moveTileBeforeElementwise,
  moveUpsamplingBehindElementwise,
  moveUpsamplingBeforeElementwise,
  moveUpsamplingBehindPointwiseConv,
  moveUpsamplingBeforePointwiseConv,
  moveSliceBeforeGather,
  moveSliceBeforeConv,
  moveSliceBeforeExpand,
  absorbTransposeIntoGemm,
  absorbTransposeIntoGemmWeights,
  moveTransposeBeforeMatmul,
  moveTransposeBehindMatmul,
  moveTransposeBehindRowProduct,
  moveTransposeBeforeRowProduct,
  mergeGemmsSharingInput,
  fuseSkipSimplifiedLayerNormalization,
  recogniseRmsNormalization,
  lowerRmsNormalization,
  fuseRmsNormalization,
  recogniseDividedHardSwish,
  fuseRotaryEmbedding,
  moveSplitBeforeTranspose,
  moveSplitBeforeGather,
  moveSplitBeforeExpand,
  moveReductionBeforeMatmul,
  moveReductionBeforeReshape,
  moveGatherBeforeElementwise,
  moveGatherBeforeMatmul,
  moveGatherBeforeLayerNormalization,
  moveGatherBeforeSoftmax,
  moveGatherBeforeTranspose,
  moveGatherBeforeReshape,
  moveSplitBeforeSoftmax,
  moveSplitBeforeLayerNormalization,
  moveSplitBeforeReshape,
  moveSliceBehindElementwise,
  moveSliceBeforeRmsNormalization,
  moveSliceBeforeSkipLayerNormalization,
  foldPrecedingFactorIntoGemm,
  absorbShiftIntoNextConv,
  recogniseSigmoid,
  recogniseSilu,
  lowerFusedGelu,
  lowerFastGelu,
  lowerQuickGelu,
];

/** Hash of the first `length` names of a list of rules, as eight hexadecimal digits. */
export const ruleListHash = (list: readonly Rule[] = rules, length = list.length): string =>
  hashRuleNames(list.slice(0, length).map((rule) => rule.name));
