import type { Target } from './rule';

/**
 * Sequences of rules that are known to pay, as phases: each is applied until none of its rules has a site. They are what a
 * search should at least find; tests and benchmarks play them. No rule in a phase takes back what another does.
 */

/** Constants, shapes, identities. */
const tidy: readonly string[] = [
  'eliminate-identity',
  'eliminate-dropout',
  'eliminate-nop-cast',
  'eliminate-nop-reshape',
  'eliminate-nop-transpose',
  'eliminate-nop-slice',
  'eliminate-nop-pad',
  'eliminate-nop-concat',
  'eliminate-nop-split',
  'eliminate-nop-expand',
  'eliminate-neutral-addend',
  'eliminate-neutral-factor',
  'eliminate-nop-reduction',
  'fold-constants',
  'fold-known-integers',
  'eliminate-dead-node',
  'drop-unused-outputs',
  'share-common-subexpressions',
  'merge-transposes',
  'merge-reshapes',
];

/** Everything behind a Slice of one position on that position only. */
const motion: readonly string[] = [
  ...tidy,
  'merge-slices',
  'turn-gather-into-slice',
  'turn-slices-into-split',
  'move-split-before-elementwise',
  'move-split-before-matmul',
  'move-slice-before-elementwise',
  'move-slice-before-matmul',
  'move-slice-before-gemm',
  'move-slice-before-softmax',
  'move-slice-before-layer-normalization',
  'move-slice-before-transpose',
  'move-slice-before-reshape',
  'move-slice-before-concat',
  'take-slice-of-concat-part',
  'move-slice-before-reduction',
];

/** Biases that an attention does not need, and 1/√d into the query weights. */
const attention: readonly (readonly string[])[] = [
  ['drop-key-bias', 'move-value-bias-behind-attention'],
  ['move-addend-behind-matmul', 'move-addend-behind-gemm', 'merge-addends'],
  // Folding comes first where both are possible: a factor must not be moved past the weights that can take it.
  [
    'fold-factor-into-matmul',
    'merge-factors',
    'distribute-factor-over-addend',
    'move-factor-before-layout',
    'move-factor-before-product',
  ],
];

/** For encoders of which one position is read. */
export const encoderRecipe: readonly (readonly string[])[] = [tidy, motion, ...attention, tidy];

/** For convolutional networks. */
export const convolutionRecipe: readonly (readonly string[])[] = [
  tidy,
  ['split-activation-off-fused-conv'],
  [
    'fold-pad-into-conv',
    'fold-pad-into-average-pool',
    'fold-pad-into-max-pool',
    'fold-batch-normalization-into-conv',
  ],
  ['move-average-pool-before-pointwise-conv', 'move-global-pool-before-pointwise-conv'],
  tidy,
];

/**
 * For activations whose kernels are slow, or that are written out: ORT's WASM kernels of Sigmoid and Softplus take 1.7 and 20
 * times as long as that of Tanh, and a HardSwish in four operators three times as long as its two kernels (docs/bench.md).
 */
export const activationRecipe: readonly (readonly string[])[] = [
  [
    'lower-quick-gelu',
    'lower-mish',
    'recognise-silu',
    'recognise-sigmoid',
    'recognise-hard-sigmoid',
    'recognise-divided-hard-swish',
  ],
  ['replace-mish-by-exponential', 'replace-gate-by-tanh'],
  ['replace-sigmoid-by-tanh', 'merge-factors', 'share-common-subexpressions'],
];

/** Activations that ORT's WASM kernels compute one element at a time, unless a convolution takes them in (docs/bench.md). */
export const activations: readonly string[] = [
  'lower-relu-to-max',
  'lower-leaky-relu',
  'lower-clip-to-min-max',
];

/** Kernels that take longer than what they are made of. */
const kernels: readonly string[] = [
  'lower-depth-to-space',
  'unfuse-layer-normalization',
  'replace-mean-of-squares',
];

/** Convolutions tile by tile and such kernels otherwise, everywhere: it pays at many places and not at all. */
export const kernelRecipe: readonly (readonly string[])[] = [
  ['replace-conv-transpose-by-conv'],
  ['replace-conv-by-winograd'],
  [...activations, ...kernels],
];

/** Convolutions of few filters by what every input adds, everywhere: the other way to compute those that tiles suit too. */
export const additionRecipe: readonly (readonly string[])[] = [['replace-conv-by-conv-transpose']];

/** What is worth playing at the places where the price falls by it. */
export interface PricedPhase {
  readonly rules: readonly string[];
  /** Played on the result and on what reads it before that is priced: what was part of one kernel stands alone then. */
  readonly followUps: readonly string[];
  /** Rewrites that nothing follows from are no concern of the phase. */
  readonly needsFollowUp?: boolean;
  /** The part of the graph's price that has to be saved at a place; a smaller saving may be an error of the prices. */
  readonly least?: number;
}

/**
 * A convolution whose window is the whole map (a dense layer over time) is a product with one column, and 25 to 45 times as slow as
 * the product with one row (docs/agent.md). That of squeeze-and-excitation is too small for its price to be believed.
 */
const wholeMaps: PricedPhase = { rules: ['replace-pointwise-conv-by-gemm'], followUps: [], least: 0.02 };

/** A pointwise convolution of maps that were enlarged, and joined: of each part before it is enlarged. */
const enlargements: readonly PricedPhase[] = [
  { rules: ['move-upsampling-behind-pointwise-conv'], followUps: [] },
  {
    rules: ['split-conv-over-concat'],
    followUps: ['move-upsampling-behind-pointwise-conv'],
    needsFollowUp: true,
  },
];

export const pricedPhases = ({ provider }: Pick<Target, 'provider'>): readonly PricedPhase[] =>
  provider === 'wasm'
    ? [
        ...enlargements,
        { rules: ['replace-conv-transpose-by-conv'], followUps: [] },
        { rules: ['replace-conv-by-winograd', 'replace-conv-by-conv-transpose'], followUps: activations },
        { rules: [...activations, ...kernels], followUps: [] },
        wholeMaps,
      ]
    : enlargements;

/**
 * What is worth trying on any model before a search. Each recipe goes on where the one before it in its row ended; rows
 * that begin alike share their beginning. Only ORT's WASM kernels are known to be slow.
 */
export const openingRecipes = ({
  provider,
}: Pick<Target, 'provider'>): readonly (readonly (readonly (readonly string[])[])[])[] =>
  provider === 'wasm'
    ? [
        [encoderRecipe],
        [convolutionRecipe, activationRecipe, kernelRecipe],
        [convolutionRecipe, activationRecipe, additionRecipe],
      ]
    : [[encoderRecipe], [convolutionRecipe]];
