import type { Rule } from '../../rule';
import { absorbBatchnormIntoNextConv } from '../absorb-batchnorm-into-next-conv';
import { absorbChannelGatherIntoNextConv } from '../absorb-channel-gather-into-next-conv';
import { absorbChannelGatherIntoPreviousConv } from '../absorb-channel-gather-into-previous-conv';
import { absorbResidualIntoConv } from '../absorb-residual-into-conv';
import { absorbScaleIntoNextConv } from '../absorb-scale-into-next-conv';
import { composeConvWithPointwise } from '../compose-conv-with-pointwise';
import { composeGemms } from '../compose-gemms';
import { composeMatmuls } from '../compose-matmuls';
import { composeMaxPools } from '../compose-max-pools';
import { composePointwiseWithConv } from '../compose-pointwise-with-conv';
import { densifyGroupedConv } from '../densify-grouped-conv';
import { distributeFactorOverAddend } from '../distribute-factor-over-addend';
import { dropKeyBias } from '../drop-key-bias';
import { enlargeConvKernel } from '../enlarge-conv-kernel';
import { foldAddendIntoConv } from '../fold-addend-into-conv';
import { foldBatchNormalizationIntoConv } from '../fold-batch-normalization-into-conv';
import { foldFactorIntoConv } from '../fold-factor-into-conv';
import { foldFactorIntoGemm } from '../fold-factor-into-gemm';
import { foldFactorIntoMatmul } from '../fold-factor-into-matmul';
import { foldPadIntoAveragePool } from '../fold-pad-into-average-pool';
import { foldPadIntoConv } from '../fold-pad-into-conv';
import { foldPadIntoMaxPool } from '../fold-pad-into-max-pool';
import { foldPrecedingFactorIntoMatmul } from '../fold-preceding-factor-into-matmul';
import { fuseBatchnormIntoConvTranspose } from '../fuse-batchnorm-into-conv-transpose';
import { fuseBatchnormIntoGemm } from '../fuse-batchnorm-into-gemm';
import { fuseBatchnormIntoMatmul } from '../fuse-batchnorm-into-matmul';
import { fuseMatmulAddIntoGemm } from '../fuse-matmul-add-into-gemm';
import { fuseScaleIntoConvTranspose } from '../fuse-scale-into-conv-transpose';
import { fuseShiftIntoConvTranspose } from '../fuse-shift-into-conv-transpose';
import { fuseShiftIntoGemm } from '../fuse-shift-into-gemm';
import { joinConvsIntoGroups } from '../join-convs-into-groups';
import { joinConvsOverConcat } from '../join-convs-over-concat';
import { lowerBatchnormToAffine } from '../lower-batchnorm-to-affine';
import { lowerChannelGatherToShuffle } from '../lower-channel-gather-to-shuffle';
import { mergeAddedConvs } from '../merge-added-convs';
import { mergeAddends } from '../merge-addends';
import { mergeChannelGathers } from '../merge-channel-gathers';
import { mergeFactors } from '../merge-factors';
import { mergeMatmulsSharingInput } from '../merge-matmuls-sharing-input';
import { mergeParallelConvs } from '../merge-parallel-convs';
import { moveActivationAfterMaxPool } from '../move-activation-after-max-pool';
import { moveActivationBeforeMaxPool } from '../move-activation-before-max-pool';
import { moveAddendBehindGemm } from '../move-addend-behind-gemm';
import { moveAddendBehindMatmul } from '../move-addend-behind-matmul';
import { moveAveragePoolBeforePointwiseConv } from '../move-average-pool-before-pointwise-conv';
import { moveAveragePoolBehindPointwiseConv } from '../move-average-pool-behind-pointwise-conv';
import { moveChannelGatherAfterChannelwise } from '../move-channel-gather-after-channelwise';
import { moveChannelGatherBeforeChannelwise } from '../move-channel-gather-before-channelwise';
import { moveChannelGatherBeforeConcat } from '../move-channel-gather-before-concat';
import { moveFactorBeforeLayout } from '../move-factor-before-layout';
import { moveFactorBeforeProduct } from '../move-factor-before-product';
import { moveGlobalAveragePoolAfterConv } from '../move-global-average-pool-after-conv';
import { moveGlobalPoolBeforePointwiseConv } from '../move-global-pool-before-pointwise-conv';
import { moveSplitBeforeElementwise } from '../move-split-before-elementwise';
import { moveSplitBeforeMatmul } from '../move-split-before-matmul';
import { moveValueBiasBehindAttention } from '../move-value-bias-behind-attention';
import { narrowConvToSlice } from '../narrow-conv-to-slice';
import { nestMaxPools } from '../nest-max-pools';
import { raiseAffineToBatchnorm } from '../raise-affine-to-batchnorm';
import { recogniseChannelShuffle } from '../recognise-channel-shuffle';
import { replaceAveragePoolByGlobal } from '../replace-average-pool-by-global';
import { replaceDivisionByConstant } from '../replace-division-by-constant';
import { replaceGemmByPointwiseConv } from '../replace-gemm-by-pointwise-conv';
import { replaceGlobalAveragePoolByMean } from '../replace-global-average-pool-by-mean';
import { replaceMatmulByPointwiseConv } from '../replace-matmul-by-pointwise-conv';
import { replaceMeanByGlobalAveragePool } from '../replace-mean-by-global-average-pool';
import { replacePointwiseConvByGemm } from '../replace-pointwise-conv-by-gemm';
import { replacePointwiseConvByMatmul } from '../replace-pointwise-conv-by-matmul';
import { shrinkConvKernel } from '../shrink-conv-kernel';
import { splitChannelGather } from '../split-channel-gather';
import { splitConvFilters } from '../split-conv-filters';
import { splitConvOverConcat } from '../split-conv-over-concat';
import { splitGemmIntoMatmulAdd } from '../split-gemm-into-matmul-add';
import { splitGroupedConv } from '../split-grouped-conv';
import { splitMaxPool } from '../split-max-pool';
import { turnSlicesIntoSplit } from '../turn-slices-into-split';
import { turnSplitIntoSlices } from '../turn-split-into-slices';

/** The list's second part: what convolutions, matrix products, pools and gathers of channels take in, join and pass on. */
export const linearRules: readonly Rule[] = [
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
];
