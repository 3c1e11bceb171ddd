import { dimDivExact, freshDim } from '../dim';
import type { Dim } from '../types';
import { like, rankIn, sameType } from './check';
import { convCost, convShape, inferConv } from './conv';
import { outputCount, perOutputElement } from './define';
import { gemmCost, inferGemm, matmulCost, matmulShape } from './matmul';
import { inferLayerNorm, inferLike } from './normalization';
import { poolShape, windowCost } from './pool';
import type { InferContext, OpSchema } from './schema';
import { attrInt, out, shape, tensor } from './support';
import { type Family, versioned } from './versioned';
import { contraction, perInput, product } from './work';

const domain = 'com.microsoft';

/** Source of these schemas: onnxruntime, docs/ContribOperators.md. They have one version each. */
export const contrib = (family: Omit<Family, 'domain'>, attrs = ''): readonly OpSchema[] =>
  versioned({ ...family, domain }, [[1, attrs]]);

/** The last two axes exchanged, or (`batch`) the first moved in front of the last but one. */
function turned(dims: readonly Dim[] | null, swap: boolean, batch: boolean): readonly Dim[] | null {
  if (dims === null || dims.length < 2) return dims;
  const moved = batch ? [...dims.slice(1, -1), dims[0] ?? 1, dims.at(-1) ?? 1] : dims.slice();
  const [last = 1, before = 1] = [moved.pop(), moved.pop()];
  return swap ? [...moved, last, before] : [...moved, before, last];
}

/** Operand `index` of FusedMatMul after its transpositions. */
function operand(context: InferContext, index: number): readonly Dim[] | null {
  const side = index === 0 ? 'A' : 'B';
  const flag = (name: string): boolean => attrInt(context.node, name, 0) === 1;
  return turned(shape(context.inputs[index]), flag(`trans${side}`), flag(`transBatch${side}`));
}

const inferFusedMatMul: OpSchema['infer'] = (context) => {
  const [a, b] = [tensor(context.inputs[0]), tensor(context.inputs[1])];
  sameType(a, b, 'the matrices');
  return a === null ? [null] : [out(a.dtype, matmulShape(operand(context, 0), operand(context, 1)))];
};

const fusedMatMulCost: OpSchema['cost'] = (context, outputs) => {
  const inner = operand(context, 0)?.at(-1);
  return contraction(product(outputCount(outputs), typeof inner === 'number' ? inner : null));
};

/** Channels last: `x` [n, h, w, c] → [n, h, w, m]; `w` is [m, kh, kw, c/group], or Conv's [m, c/group, kh, kw]. */
const inferNhwcConv =
  (turnWeights: boolean): OpSchema['infer'] =>
  (context) => {
    const [x, w] = [tensor(context.inputs[0]), tensor(context.inputs[1])];
    sameType(x, w, 'input and weights');
    const type = x?.dtype ?? w?.dtype;
    if (type === undefined) return [null];
    const weights = w?.shape ?? null;
    const turned = turnWeights ? channelsFirst(weights) : weights;
    return [out(type, channelsLast(convShape(context, channelsFirst(x?.shape ?? null), turned)))];
  };

export const channelsFirst = (dims: readonly Dim[] | null): readonly Dim[] | null =>
  dims && [dims[0] ?? 1, dims.at(-1) ?? 1, ...dims.slice(1, -1)];
export const channelsLast = (dims: readonly Dim[] | null): readonly Dim[] | null =>
  dims && [dims[0] ?? 1, ...dims.slice(2), dims[1] ?? 1];

const inferNhwcMaxPool: OpSchema['infer'] = (context) => {
  const x = tensor(context.inputs[0]);
  return [x && out(x.dtype, x.shape && poolShape(context, x.shape, 1))];
};

/**
 * `x`, `skip` → the normalized sum, its mean and inverse deviation (with 1 at the end, float32), and the sum itself.
 */
const inferSkipLayerNorm: OpSchema['infer'] = (context) => {
  const x = tensor(context.inputs[0]);
  rankIn(x?.shape ?? null, 'the input', 2, 3);
  const statistic = out('float32', x?.shape ? [...x.shape.slice(0, -1), 1] : null);
  return [like(x), statistic, statistic, like(x)];
};

/** Two halves of the last axis, the second gating the first: [..., d] → [..., d/2]. */
const inferBiasSplitGelu: OpSchema['infer'] = (context) => {
  const x = tensor(context.inputs[0]);
  if (x === null || x.shape === null) return [x && out(x.dtype, null)];
  const half = dimDivExact(x.shape.at(-1) ?? 0, 2) ?? freshDim();
  return [out(x.dtype, [...x.shape.slice(0, -1), half])];
};

const inferTwiceLike: OpSchema['infer'] = (context) => {
  const x = like(tensor(context.inputs[0]));
  return [x, x];
};

const inferGelu = { inputs: [1, 2], infer: inferLike, cost: perOutputElement(14) } as const;
const window = 'auto_pad:string=NOTSET dilations:ints group:int=1 kernel_shape:ints pads:ints strides:ints';
const activation = 'activation:string activation_params:floats';
const matrices = 'alpha:float=1 transA:int=0 transB:int=0';
const fusedMatMul = { inputs: 2, infer: inferFusedMatMul, cost: fusedMatMulCost } as const;
const gates = 'activation_alpha:float activation_beta:float activation_gamma:float';
const skip = { inputs: [3, 5], outputs: [1, 4], infer: inferSkipLayerNorm, cost: perInput(9) } as const;
const group = 'activation:int channels_last:int=1 epsilon:float=1e-5 groups:int';

export const microsoftFusedSchemas: readonly OpSchema[] = [
  ...contrib(
    { op: 'FusedConv', inputs: [2, 4], infer: inferConv(null), cost: convCost() },
    `${window} ${activation}`,
  ),
  ...contrib({ op: 'NhwcConv', inputs: [2, 3], infer: inferNhwcConv(true), cost: convCost() }, window),
  ...contrib(
    { op: 'NhwcFusedConv', inputs: [2, 4], infer: inferNhwcConv(false), cost: convCost() },
    `${window} ${activation}`,
  ),
  ...contrib(
    { op: 'NhwcMaxPool', inputs: 1, infer: inferNhwcMaxPool, cost: windowCost(0) },
    'auto_pad:string=NOTSET ceil_mode:int=0 dilations:ints kernel_shape:ints pads:ints strides:ints',
  ),
  ...contrib({ ...fusedMatMul, op: 'FusedMatMul' }, `${matrices} transBatchA:int=0 transBatchB:int=0`),
  ...contrib({ ...fusedMatMul, op: 'TransposeMatMul' }, matrices),
  ...contrib(
    { ...fusedMatMul, op: 'FusedMatMulActivation' },
    `${matrices} transBatchA:int=0 transBatchB:int=0 activation:string activation_axis:int ${gates}`,
  ),
  ...contrib(
    {
      op: 'FusedGemm',
      inputs: [2, 3],
      infer: (context) => inferGemm({ ...context, version: 13 }),
      cost: gemmCost,
    },
    `${matrices} beta:float=1 activation:string ${gates}`,
  ),
  ...contrib({ op: 'GemmFastGelu', inputs: [2, 3], infer: inferFusedMatMul, cost: matmulCost }),
  ...contrib({ ...inferGelu, op: 'BiasGelu', inputs: 2 }),
  ...contrib({ ...inferGelu, op: 'FastGelu' }),
  ...contrib({ ...inferGelu, op: 'QuickGelu', inputs: 1 }, 'alpha:float=1.702'),
  ...contrib({ ...inferGelu, op: 'Gelu', inputs: 1 }),
  ...contrib({ op: 'BiasSplitGelu', inputs: 2, infer: inferBiasSplitGelu, cost: perOutputElement(16) }),
  ...contrib({ op: 'BiasAdd', inputs: 3, infer: inferLike, cost: perOutputElement(2) }),
  ...contrib(
    { op: 'BiasSoftmax', inputs: 2, infer: inferLike, cost: perInput(15) },
    'axis:int=1 is_inner_broadcast:int',
  ),
  ...contrib({ op: 'SkipLayerNormalization', ...skip }, 'epsilon:float=1e-12'),
  ...contrib({ op: 'SkipSimplifiedLayerNormalization', ...skip, cost: perInput(6) }, 'epsilon:float=1e-12'),
  ...contrib(
    {
      op: 'SimplifiedLayerNormalization',
      inputs: 2,
      outputs: [1, 2],
      infer: inferLayerNorm,
      cost: perInput(5),
    },
    'axis:int=-1 epsilon:float=1e-5 stash_type:int=1',
  ),
  ...contrib({ op: 'GroupNorm', inputs: 3, infer: inferLike, cost: perInput(9) }, group),
  ...contrib(
    { op: 'SkipGroupNorm', inputs: [4, 5], outputs: [1, 2], infer: inferTwiceLike, cost: perInput(10) },
    group,
  ),
];
