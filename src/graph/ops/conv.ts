import { dimMul, freshDim } from '../dim';
import type { DType } from '../dtype';
import type { Dim } from '../types';
import { differ, freshDims, rankIn, refuse, same, sameType } from './check';
import type { InferContext, InferredOutput, OpSchema } from './schema';
import { attrInt, attrInts, out, shape, tensor } from './support';
import { versioned } from './versioned';
import { windowCount, windowOf, windowSpan } from './window';
import { contraction, length, size } from './work';

const spatial = (rank: number): number => rank - 2;

/** Checks channels and groups of `x` [N, C, …] under `w` [M, C/group, …]; gives M. */
function outputChannels(context: InferContext, x: readonly Dim[], w: readonly Dim[]): Dim {
  const group = attrInt(context.node, 'group', 1);
  const [m = freshDim(), perGroup] = w;
  const c = x[1];
  if (group < 1) refuse(`group is ${group}`);
  if (typeof c === 'number' && typeof perGroup === 'number' && c !== perGroup * group)
    refuse(`the input has ${c} channels, the weights take ${perGroup} in each of ${group} groups`);
  if (typeof m === 'number' && m % group !== 0)
    refuse(`${m} output channels do not divide into ${group} groups`);
  return m;
}

/** Shape of a convolution of `x` [N, C, d1…] with `w` [M, C/group, k1…]: [N, M, o1…]; null when the rank is unknown. */
export function convShape(
  context: InferContext,
  x: readonly Dim[] | null,
  w: readonly Dim[] | null,
): readonly Dim[] | null {
  rankIn(x, 'the input', 3, Number.POSITIVE_INFINITY);
  rankIn(w, 'the weights', 3, Number.POSITIVE_INFINITY);
  const rank = x?.length ?? w?.length;
  if (rank === undefined) return null;
  if (x !== null && w !== null && x.length !== w.length)
    refuse(`the input has rank ${x.length}, the weights ${w.length}`);
  if (x === null) return [freshDim(), w?.[0] ?? freshDim(), ...freshDims(spatial(rank))];
  const given = attrInts(context.node, 'kernel_shape');
  if (w === null && given === null) return [x[0] ?? freshDim(), freshDim(), ...freshDims(spatial(rank))];
  const kernel = w?.slice(2) ?? null;
  const window = windowOf(context, spatial(rank), kernel);
  if (kernel?.some((k, i) => differ(k, window.kernel[i])))
    refuse(`kernel_shape ${window.kernel} does not match weights of ${kernel}`);
  return [
    x[0] ?? freshDim(),
    w === null ? freshDim() : outputChannels(context, x, w),
    ...x.slice(2).map((d, i) => windowCount(window, i, d)),
  ];
}

/** Inference of a convolution whose data is input `xAt` and whose weights are `wAt`; `dtype` null: the data's. */
export const inferConv =
  (dtype: DType | null, xAt = 0, wAt = 1): OpSchema['infer'] =>
  (context) => {
    const x = tensor(context.inputs[xAt]);
    const w = tensor(context.inputs[wAt]);
    if (dtype === null) sameType(x, w, 'input and weights');
    const type = dtype ?? x?.dtype ?? w?.dtype;
    if (type === undefined) return [null];
    return [out(type, convShape(context, x?.shape ?? null, w?.shape ?? null))];
  };

/** Multiply-adds of a convolution: each output element takes one filter; the bias adds once more. */
export const convCost =
  (wAt = 1, biasAt = 2): OpSchema['cost'] =>
  (context, outputs) => {
    const produced = size(outputs[0]);
    const weights = size(context.inputs[wAt]);
    const filters = length(context.inputs[wAt], 0);
    if (produced === null || weights === null || filters === null) return null;
    const bias = (context.inputs[biasAt] ?? null) === null ? 0 : produced;
    return contraction(filters === 0 ? 0 : (produced * weights) / filters, bias);
  };

/** `x` [N, C, d1…], `w` [C, M/group, k1…] → [N, M, o1…]. */
function inferConvTranspose(context: InferContext): readonly (InferredOutput | null)[] {
  const x = tensor(context.inputs[0]);
  const w = tensor(context.inputs[1]);
  sameType(x, w, 'input and weights');
  const type = x?.dtype ?? w?.dtype;
  if (type === undefined) return [null];
  const from = x?.shape ?? null;
  const filter = w?.shape ?? null;
  rankIn(from, 'the input', 3, Number.POSITIVE_INFINITY);
  if (from === null || filter === null) return [out(type, null)];
  rankIn(filter, 'the weights', from.length);
  same(from[1], filter[0], 'the number of channels');
  const rank = spatial(from.length);
  const channels = dimMul(filter[1] ?? freshDim(), attrInt(context.node, 'group', 1));
  const asked = attrInts(context.node, 'output_shape');
  const batch = from[0] ?? freshDim();
  if (asked !== null && asked.length > 0) {
    // Some exporters write batch and channels too.
    if (asked.length !== rank && asked.length !== rank + 2)
      refuse(`output_shape has ${asked.length} entries for ${rank} spatial axes`);
    return [out(type, [batch, channels, ...asked.slice(-rank)])];
  }
  const window = windowOf(context, rank, filter.slice(2));
  const extra = attrInts(context.node, 'output_padding') ?? [];
  const sizes = from.slice(2).map((d, i) => windowSpan(window, i, d, extra[i] ?? 0));
  if (sizes.some((d) => typeof d === 'number' && d < 0)) refuse('the padding removes everything');
  return [out(type, [batch, channels, ...sizes])];
}

/** Each input element meets its channel's filters once. */
const convTransposeCost: OpSchema['cost'] = (context, outputs) => {
  const consumed = size(context.inputs[0]);
  const weights = size(context.inputs[1]);
  const channels = length(context.inputs[1], 0);
  const produced = size(outputs[0]);
  if (consumed === null || weights === null || channels === null || produced === null) return null;
  const bias = (context.inputs[2] ?? null) === null ? 0 : produced;
  return contraction(channels === 0 ? 0 : (consumed * weights) / channels, bias);
};

/** Bilinear sampling costs about 11 operations per tap and offset group's channel, on top of the convolution. */
const deformCost: OpSchema['cost'] = (context, outputs) => {
  const plain = convCost(1, 3)(context, outputs);
  const taps = size(context.inputs[2]);
  const channels = length(context.inputs[0], 1);
  if (plain === null || taps === null || channels === null) return null;
  const groups = attrInt(context.node, 'offset_group', 1);
  return { macs: plain.macs, flops: plain.flops + 11 * (taps / 2) * (channels / groups) };
};

/** `x` [N, C, L], `w` [C, 1, k] → [N, C, L] and the state [N, C, k-1]. */
function inferCausalConv(context: InferContext): readonly (InferredOutput | null)[] {
  const x = tensor(context.inputs[0]);
  if (x === null) return [null, null];
  const w = shape(context.inputs[1]);
  rankIn(x.shape, 'the input', 3);
  rankIn(w, 'the weights', 3);
  if (x.shape === null) return [out(x.dtype, null), out(x.dtype, null)];
  const [batch = freshDim(), channels = freshDim()] = x.shape;
  const past = shape(context.inputs[3]);
  const k = w?.[2];
  const state = typeof k === 'number' ? k - 1 : (past?.[2] ?? freshDim());
  return [out(x.dtype, x.shape), out(x.dtype, [batch, channels, state])];
}

const windowAttrs =
  'group:int=1 pads:ints auto_pad:string=NOTSET strides:ints dilations:ints kernel_shape:ints';
const conv = { inputs: [2, 3], outputs: [1, 1], infer: inferConv(null), cost: convCost() } as const;

export const convSchemas: readonly OpSchema[] = [
  ...versioned({ op: 'Conv', ...conv }, [
    [1, windowAttrs],
    [11, windowAttrs],
    [22, windowAttrs],
  ]),
  ...versioned(
    { ...conv, op: 'ConvInteger', inputs: [2, 4], infer: inferConv('int32'), cost: convCost(1, 99) },
    [[10, windowAttrs]],
  ),
  ...versioned({ ...conv, op: 'ConvTranspose', infer: inferConvTranspose, cost: convTransposeCost }, [
    [1, `${windowAttrs} output_padding:ints output_shape:ints`],
    [11, `${windowAttrs} output_padding:ints output_shape:ints`],
    [22, `${windowAttrs} output_padding:ints output_shape:ints`],
  ]),
  ...versioned({ ...conv, op: 'DeformConv', inputs: [3, 5], cost: deformCost }, [
    [19, 'group:int=1 offset_group:int=1 pads:ints strides:ints dilations:ints kernel_shape:ints'],
    [22, 'group:int=1 offset_group:int=1 pads:ints strides:ints dilations:ints kernel_shape:ints'],
  ]),
  ...versioned(
    { op: 'CausalConvWithState', inputs: [2, 4], outputs: 2, infer: inferCausalConv, cost: convCost() },
    [[27, 'activation:string=none']],
  ),
];
