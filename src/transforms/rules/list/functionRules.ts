import type { Rule } from '../../rule';
import { absorbNegationIntoSum } from '../absorb-negation-into-sum';
import { absorbScaleIntoLayerNormalization } from '../absorb-scale-into-layer-normalization';
import { absorbShiftIntoLayerNormalization } from '../absorb-shift-into-layer-normalization';
import { collectMultiples } from '../collect-multiples';
import { distributeCommonFactor } from '../distribute-common-factor';
import { distributeMatmul } from '../distribute-matmul';
import { dropExpandBeforeElementwise } from '../drop-expand-before-elementwise';
import { dropGuardOfNonnegative } from '../drop-guard-of-nonnegative';
import { dropRepeatedFunction } from '../drop-repeated-function';
import { eliminateDoubleNegation } from '../eliminate-double-negation';
import { expandPower } from '../expand-power';
import { factorOutCommonFactor } from '../factor-out-common-factor';
import { factorOutMatmul } from '../factor-out-matmul';
import { flattenVariadic } from '../flatten-variadic';
import { fuseBiasGelu } from '../fuse-bias-gelu';
import { fuseBiasIntoSkipLayerNormalization } from '../fuse-bias-into-skip-layer-normalization';
import { fuseConvActivation } from '../fuse-conv-activation';
import { fuseFactorIntoMatmul } from '../fuse-factor-into-matmul';
import { fuseFastGelu } from '../fuse-fast-gelu';
import { fuseGelu } from '../fuse-gelu';
import { fuseGemmActivation } from '../fuse-gemm-activation';
import { fuseMultiHeadAttention } from '../fuse-multi-head-attention';
import { fuseQuickGelu } from '../fuse-quick-gelu';
import { fuseSimplifiedLayerNormalization } from '../fuse-simplified-layer-normalization';
import { fuseSkipLayerNormalization } from '../fuse-skip-layer-normalization';
import { fuseTransposeIntoMatmul } from '../fuse-transpose-into-matmul';
import { joinReciprocalIntoDivision } from '../join-reciprocal-into-division';
import { lowerClipToMinMax } from '../lower-clip-to-min-max';
import { lowerGelu } from '../lower-gelu';
import { lowerHardSwish } from '../lower-hard-swish';
import { lowerLayerNormalization } from '../lower-layer-normalization';
import { lowerSoftmax } from '../lower-softmax';
import { mergeClips } from '../merge-clips';
import { moveTransposeBeforeElementwise } from '../move-transpose-before-elementwise';
import { moveTransposeBehindElementwise } from '../move-transpose-behind-elementwise';
import { raiseSquareToPower } from '../raise-square-to-power';
import { recogniseClip } from '../recognise-clip';
import { recogniseGelu } from '../recognise-gelu';
import { recogniseHardSigmoid } from '../recognise-hard-sigmoid';
import { recogniseHardSwish } from '../recognise-hard-swish';
import { recogniseLayerNormalization } from '../recognise-layer-normalization';
import { recogniseMish } from '../recognise-mish';
import { recogniseReciprocal } from '../recognise-reciprocal';
import { recogniseSoftmax } from '../recognise-softmax';
import { recogniseSoftplus } from '../recognise-softplus';
import { recogniseTanhGelu } from '../recognise-tanh-gelu';
import { replaceClipByRelu } from '../replace-clip-by-relu';
import { replaceFactorByNegation } from '../replace-factor-by-negation';
import { replaceNegationByFactor } from '../replace-negation-by-factor';
import { replacePowerByRoot } from '../replace-power-by-root';
import { replacePreluByLeakyRelu } from '../replace-prelu-by-leaky-relu';
import { replaceSubtractionByAddition } from '../replace-subtraction-by-addition';
import { replaceSumByAdditions } from '../replace-sum-by-additions';
import { selectConstantBranch } from '../select-constant-branch';
import { splitAffineOffLayerNormalization } from '../split-affine-off-layer-normalization';
import { splitDivisionIntoReciprocal } from '../split-division-into-reciprocal';
import { splitTransposeOffFusedMatmul } from '../split-transpose-off-fused-matmul';
import { swapNegatedDifference } from '../swap-negated-difference';
import { turnTransposeIntoReshape } from '../turn-transpose-into-reshape';

/** The list's third part: arithmetic and functions of elements, normalisations, and the operators that do several at once. */
export const functionRules: readonly Rule[] = [
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
];
