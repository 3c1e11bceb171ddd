/** What a check is for where it is not the rule's truth. */
export interface CheckPurpose {
  /**
   * - profit: without it the result would be right and no better, or larger;
   * - legality: right, but some runtime, opset or operator has no kernel for it;
   * - types: right in the reals; it keeps out whole numbers or narrow floats for which there is no such operator;
   * - known: it asks that shapes, axes or constants are known, without which the rewrite cannot be written down at all.
   */
  readonly for: 'profit' | 'legality' | 'types' | 'known';
  readonly why: string;
}

const profit = (why: string): CheckPurpose => ({ for: 'profit', why });
const legality = (why: string): CheckPurpose => ({ for: 'legality', why });
const types = (why: string): CheckPurpose => ({ for: 'types', why });
const known = (why: string): CheckPurpose => ({ for: 'known', why });

const returning = profit('without it an Identity would come back, to carry the name of an output');

const reassociated = profit('operands may broadcast: it holds all the same, but what is between may grow');

/**
 * Rules that would stay true without their check, by name. Every other rule's check must be missed when it is taken away
 * (`mutate.test.ts`).
 */
export const checkPurposes: Readonly<Record<string, CheckPurpose>> = {
  'eliminate-identity': returning,
  'eliminate-double-negation': returning,
  'drop-unused-outputs': profit('a used output keeps its node alive, and nothing is dropped'),
  'merge-transposes': known('the permutation of a value of unknown rank'),
  'move-split-before-transpose': known('the sizes of the parts, and the permutation'),
  'move-split-before-gather': known('the sizes of the parts, and the ranks'),
  'move-split-before-expand': known('the sizes of the parts, and the shapes'),
  'merge-reshapes': known('the last shape'),
  'merge-slices': known('what both take'),
  'move-slice-before-elementwise': known('what is taken, and how each operand broadcasts'),
  'move-slice-before-gemm': known('what is taken, and how the bias broadcasts'),
  'move-slice-before-transpose': known('what is taken, and the permutation'),
  'turn-split-into-slices': known('the sizes of the parts'),
  'move-split-before-elementwise': known('the sizes of the parts, and how each operand broadcasts'),
  'replace-global-average-pool-by-mean': known('the rank, for the axes of the mean'),
  'move-slice-before-gather': known('what is taken, and the ranks'),
  'move-slice-before-expand': known('what is taken, and the shapes'),
  'lower-rms-normalization': known('the normalised axes'),
  'move-gather-before-transpose': known('the permutation, and the rank of the indices'),
  'lower-fused-gelu': types('constants are written as float32 or float64'),
  'lower-fast-gelu': types('constants are written as float32 or float64'),
  'lower-quick-gelu': types('re-rounding is for floats'),
  'replace-sigmoid-by-tanh': types(
    're-rounding is for floats; what shows that a small value became zero is kept away, and a gate has a rule of its own',
  ),
  'replace-gate-by-tanh': types('re-rounding is for floats; a small gate is cheaper by itself'),
  'replace-mish-by-exponential': types('re-rounding is for floats'),
  'lower-mish': types('re-rounding is for floats'),
  'merge-addends': profit('the merged constant may be larger than both'),
  'split-grouped-conv': profit('one group is no group; many would be many nodes'),
  'densify-grouped-conv': profit('weights of many zeros may be too large'),
  'replace-subtraction-by-addition': profit('constants are folded as they are'),
  'distribute-common-factor': profit('constants are folded as they are'),
  'collect-multiples': profit('a factor that enlarges the value makes the sum larger'),
  'swap-negated-difference': types('re-rounding is for floats'),
  'replace-negation-by-factor': types('re-rounding is for floats'),
  'raise-square-to-power': types('a power of whole numbers may overflow where the product does not'),
  'join-reciprocal-into-division': types('only floats have reciprocals'),
  'factor-out-common-factor': types('re-rounding is for floats'),
  'lower-gelu': types('constants are written as float32 or float64'),
  'lower-hard-swish': types('attributes are float32'),
  'lower-relu-to-max': legality('Max of older opsets does not broadcast'),
  'lower-clip-to-min-max': legality('Max and Min of older opsets do not broadcast'),
  'lower-depth-to-space': known('the shape, to write what it is reshaped to'),
  'replace-sum-by-additions': legality('Add of older opsets does not broadcast'),
  'recognise-mish': legality('older opsets have no Mish'),
  'fuse-bias-gelu': legality('the kernel takes a vector along the last axis'),
  'fuse-conv-activation': legality('the kernel takes bounds in order, and float32'),
  'fuse-gemm-activation': legality('the kernel takes float32'),
  'split-activation-off-fused-conv': legality(
    'an activation that is not known, or lacks parameters, has no operator',
  ),
  'lower-layer-normalization': profit('statistics that are used keep the node alive'),
  'unfuse-layer-normalization': known('the shape, for how many there are'),
  'split-affine-off-layer-normalization': profit(
    'statistics that are used keep the node alive; 1 and 0 would be split off',
  ),
  'move-expand-behind-elementwise': profit(
    'what the other operands repeat all the same is not computed once',
  ),
  'discovered-add-as-add-e9b7': reassociated,
  'discovered-matmul-as-matmul-2901': reassociated,
  'discovered-matmul-as-matmul-067d': reassociated,
  'discovered-mul-as-mul-27a3': reassociated,
  'discovered-cols-relu-as-relu-cols-843e': profit('a function of single elements goes past any Concat'),
};
