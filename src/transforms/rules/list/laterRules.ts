import type { Rule } from '../../rule';
import { absorbShiftIntoNextConv } from '../absorb-shift-into-next-conv';
import { absorbTransposeIntoGemm } from '../absorb-transpose-into-gemm';
import { absorbTransposeIntoGemmWeights } from '../absorb-transpose-into-gemm-weights';
import { foldPrecedingFactorIntoGemm } from '../fold-preceding-factor-into-gemm';
import { fuseRmsNormalization } from '../fuse-rms-normalization';
import { fuseRotaryEmbedding } from '../fuse-rotary-embedding';
import { fuseSkipSimplifiedLayerNormalization } from '../fuse-skip-simplified-layer-normalization';
import { joinReductionsOfSum } from '../join-reductions-of-sum';
import { lowerDepthToSpace } from '../lower-depth-to-space';
import { lowerFastGelu } from '../lower-fast-gelu';
import { lowerFusedGelu } from '../lower-fused-gelu';
import { lowerLeakyRelu } from '../lower-leaky-relu';
import { lowerMish } from '../lower-mish';
import { lowerQuickGelu } from '../lower-quick-gelu';
import { lowerReluToMax } from '../lower-relu-to-max';
import { lowerRmsNormalization } from '../lower-rms-normalization';
import { mergeGemmsSharingInput } from '../merge-gemms-sharing-input';
import { moveConcatBeforeElementwise } from '../move-concat-before-elementwise';
import { moveConcatBehindElementwise } from '../move-concat-behind-elementwise';
import { moveExpandBeforeElementwise } from '../move-expand-before-elementwise';
import { moveExpandBehindElementwise } from '../move-expand-behind-elementwise';
import { moveFactorBehindReduction } from '../move-factor-behind-reduction';
import { moveFunctionBeforeExtremum } from '../move-function-before-extremum';
import { moveFunctionBehindExtremum } from '../move-function-behind-extremum';
import { moveGatherBeforeElementwise } from '../move-gather-before-elementwise';
import { moveGatherBeforeLayerNormalization } from '../move-gather-before-layer-normalization';
import { moveGatherBeforeMatmul } from '../move-gather-before-matmul';
import { moveGatherBeforeReshape } from '../move-gather-before-reshape';
import { moveGatherBeforeSoftmax } from '../move-gather-before-softmax';
import { moveGatherBeforeTranspose } from '../move-gather-before-transpose';
import { movePadBeforeElementwise } from '../move-pad-before-elementwise';
import { movePadBehindElementwise } from '../move-pad-behind-elementwise';
import { moveReductionBeforeConcat } from '../move-reduction-before-concat';
import { moveReductionBeforeMatmul } from '../move-reduction-before-matmul';
import { moveReductionBeforeReshape } from '../move-reduction-before-reshape';
import { moveReductionBeforeTranspose } from '../move-reduction-before-transpose';
import { moveSliceBeforeConv } from '../move-slice-before-conv';
import { moveSliceBeforeExpand } from '../move-slice-before-expand';
import { moveSliceBeforeGather } from '../move-slice-before-gather';
import { moveSliceBeforeRmsNormalization } from '../move-slice-before-rms-normalization';
import { moveSliceBeforeSkipLayerNormalization } from '../move-slice-before-skip-layer-normalization';
import { moveSliceBehindElementwise } from '../move-slice-behind-elementwise';
import { moveSplitBeforeExpand } from '../move-split-before-expand';
import { moveSplitBeforeGather } from '../move-split-before-gather';
import { moveSplitBeforeLayerNormalization } from '../move-split-before-layer-normalization';
import { moveSplitBeforeReshape } from '../move-split-before-reshape';
import { moveSplitBeforeSoftmax } from '../move-split-before-softmax';
import { moveSplitBeforeTranspose } from '../move-split-before-transpose';
import { moveTileBeforeElementwise } from '../move-tile-before-elementwise';
import { moveTileBehindElementwise } from '../move-tile-behind-elementwise';
import { moveTransposeBeforeMatmul } from '../move-transpose-before-matmul';
import { moveTransposeBeforeReduction } from '../move-transpose-before-reduction';
import { moveTransposeBeforeRowProduct } from '../move-transpose-before-row-product';
import { moveTransposeBehindMatmul } from '../move-transpose-behind-matmul';
import { moveTransposeBehindRowProduct } from '../move-transpose-behind-row-product';
import { moveUpsamplingBeforeElementwise } from '../move-upsampling-before-elementwise';
import { moveUpsamplingBeforePointwiseConv } from '../move-upsampling-before-pointwise-conv';
import { moveUpsamplingBehindElementwise } from '../move-upsampling-behind-elementwise';
import { moveUpsamplingBehindPointwiseConv } from '../move-upsampling-behind-pointwise-conv';
import { recogniseDividedHardSwish } from '../recognise-divided-hard-swish';
import { recogniseRelu } from '../recognise-relu';
import { recogniseRmsNormalization } from '../recognise-rms-normalization';
import { recogniseSigmoid } from '../recognise-sigmoid';
import { recogniseSilu } from '../recognise-silu';
import { replaceConvByConvTranspose } from '../replace-conv-by-conv-transpose';
import { replaceConvByWinograd } from '../replace-conv-by-winograd';
import { replaceConvTransposeByConv } from '../replace-conv-transpose-by-conv';
import { replaceGateByTanh } from '../replace-gate-by-tanh';
import { replaceMeanOfSquares } from '../replace-mean-of-squares';
import { replaceMishByExponential } from '../replace-mish-by-exponential';
import { replaceSigmoidByTanh } from '../replace-sigmoid-by-tanh';
import { splitActivationOffFusedConv } from '../split-activation-off-fused-conv';
import { splitReductionOverConcat } from '../split-reduction-over-concat';
import { splitReductionOverSum } from '../split-reduction-over-sum';
import { unfuseLayerNormalization } from '../unfuse-layer-normalization';

/** The list's last part, after the discovered rules: a new rule goes at its end. */
export const laterRules: readonly Rule[] = [
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
  replaceSigmoidByTanh,
  replaceGateByTanh,
  replaceMishByExponential,
  lowerMish,
  replaceConvByWinograd,
  lowerReluToMax,
  recogniseRelu,
  lowerLeakyRelu,
  lowerDepthToSpace,
  unfuseLayerNormalization,
  replaceMeanOfSquares,
  replaceConvByConvTranspose,
  replaceConvTransposeByConv,
  splitActivationOffFusedConv,
];
