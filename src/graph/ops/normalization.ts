import { freshDim } from '../dim';
import { dtypeOf } from '../dtype';
import type { Dim } from '../types';
import { like, rankIn, same } from './check';
import { perOutputElement } from './define';
import type { InferContext, OpSchema } from './schema';
import { attrInt, dtype, normalAxis, out, shape, tensor } from './support';
import { versioned, wants } from './versioned';
import { perInput } from './work';

const any = Number.POSITIVE_INFINITY;

/** The first input's type again. */
export const inferLike: OpSchema['infer'] = (context) => [like(tensor(context.inputs[0]))];

/** As `inferLike`, where the tensor has channels at axis 1 and input `scaleAt` holds one number for each. */
const inferPerChannel =
  (scaleAt: number): OpSchema['infer'] =>
  (context) => {
    const x = tensor(context.inputs[0]);
    rankIn(x?.shape ?? null, 'the input', 2, any);
    const scale = shape(context.inputs[scaleAt]);
    if (x?.shape && scale?.length === 1) same(x.shape[1], scale[0], 'the number of channels');
    return [like(x)];
  };

/**
 * `x` [N, C, …] → the same, and statistics shaped like the given mean and variance: two from version 14 on
 * (running), four before (running and saved, in the data's type).
 */
const inferBatchNorm: OpSchema['infer'] = (context) => {
  const x = tensor(context.inputs[0]);
  rankIn(x?.shape ?? null, 'the input', 1, any);
  const scale = shape(context.inputs[1]);
  if (x?.shape && x.shape.length > 1 && scale?.length === 1)
    same(x.shape[1], scale[0], 'the number of channels');
  const outputs = [like(x)];
  for (let i = 1; i < context.node.outputs.length; i++) {
    const given = context.inputs[i % 2 === 1 ? 3 : 4];
    const element = context.version >= 14 ? dtype(given) : (x?.dtype ?? null);
    outputs.push(out(element, shape(given) ?? scale));
  }
  return outputs;
};

const reducedFrom = (dims: readonly Dim[], axis: number): readonly Dim[] =>
  dims.map((d, i) => (i < axis ? d : 1));

/** `x` → the same; mean and inverse deviation with 1 from `axis` on, in `stash_type`. */
export const inferLayerNorm: OpSchema['infer'] = (context) => {
  const x = tensor(context.inputs[0]);
  if (x === null) return [null];
  const stash = dtypeOf(attrInt(context.node, 'stash_type', 1)) ?? 'float32';
  const axis = x.shape === null ? 0 : normalAxis(attrInt(context.node, 'axis', -1), x.shape.length);
  // The contrib form lets the result take the scale's type.
  const outputs = [out(context.version >= 17 ? x.dtype : (dtype(context.inputs[1]) ?? x.dtype), x.shape)];
  for (let i = 1; i < context.node.outputs.length; i++)
    outputs.push(out(stash, x.shape === null ? null : reducedFrom(x.shape, axis)));
  return outputs;
};

/** `x` → its shape in the scale's type. */
const inferRmsNorm: OpSchema['infer'] = (context) => {
  const x = tensor(context.inputs[0]);
  if (x?.shape) normalAxis(attrInt(context.node, 'axis', -1), x.shape.length);
  const element = dtype(context.inputs[1]) ?? x?.dtype ?? null;
  return [out(element, x?.shape ?? null)];
};

/** ORT's RMS normalization under a name of its own in ai.onnx: the inverse deviation is the second output. */
const inferSimplifiedLayerNorm: OpSchema['infer'] = (context: InferContext) => {
  const [y = null] = inferRmsNorm(context);
  const x = shape(context.inputs[0]);
  const stash = dtypeOf(attrInt(context.node, 'stash_type', 1)) ?? 'float32';
  if (!wants(context, 1)) return [y];
  const axis = x === null ? 0 : normalAxis(attrInt(context.node, 'axis', -1), x.length);
  return [y, out(stash, x === null ? [freshDim()] : reducedFrom(x, axis))];
};

const batch = 'epsilon:float=1e-5 momentum:float=0.9';
const layer = 'axis:int=-1 epsilon:float=1e-5 stash_type:int=1';
const lrn = 'alpha:float=0.0001 beta:float=0.75 bias:float=1 size:int';

/** Folded at inference: one multiply and one add. */
const batchNormCost = perOutputElement(2);
/** Mean, variance, and their application. */
const statisticsCost = perInput(8);

export const normalizationSchemas: readonly OpSchema[] = [
  ...versioned(
    { op: 'BatchNormalization', inputs: 5, outputs: [1, 5], infer: inferBatchNorm, cost: batchNormCost },
    [
      [1, `${batch} is_test:int=0 spatial:int=1 consumed_inputs:ints`],
      [6, `${batch} is_test:int=0 spatial:int=1`],
      [7, `${batch} spatial:int=1`],
      [9, batch],
      [14, `${batch} training_mode:int=0`, { outputs: [1, 3] }],
      [15, `${batch} training_mode:int=0`, { outputs: [1, 3] }],
    ],
  ),
  ...versioned({ op: 'InstanceNormalization', inputs: 3, infer: inferPerChannel(1), cost: statisticsCost }, [
    [1, 'epsilon:float=1e-5 consumed_inputs:ints'],
    [6, 'epsilon:float=1e-5'],
    [22, 'epsilon:float=1e-5'],
  ]),
  // Before 17 it was ORT's own, under the same name and domain.
  ...versioned(
    {
      op: 'LayerNormalization',
      inputs: [2, 3],
      outputs: [1, 3],
      infer: inferLayerNorm,
      cost: statisticsCost,
    },
    [
      [1, layer],
      [17, layer],
    ],
  ),
  ...versioned(
    {
      op: 'SimplifiedLayerNormalization',
      inputs: 2,
      outputs: [1, 2],
      infer: inferSimplifiedLayerNorm,
      cost: perInput(5),
    },
    [[1, layer]],
  ),
  ...versioned({ op: 'RMSNormalization', inputs: 2, infer: inferRmsNorm, cost: perInput(5) }, [[23, layer]]),
  // In 18 scale and bias went by group, from 21 on by channel.
  ...versioned({ op: 'GroupNormalization', inputs: 3, infer: inferLike, cost: statisticsCost }, [
    [18, 'num_groups:int epsilon:float=1e-5'],
    [21, 'num_groups:int epsilon:float=1e-5 stash_type:int=1', { infer: inferPerChannel(1) }],
  ]),
  ...versioned(
    {
      op: 'LRN',
      inputs: 1,
      infer: inferLike,
      // A window of squares, then a power, which counts as ten operations.
      cost: (context, outputs) =>
        perOutputElement(2 * attrInt(context.node, 'size', 1) + 13)(context, outputs),
    },
    [
      [1, lrn],
      [13, lrn],
    ],
  ),
  ...versioned({ op: 'LpNormalization', inputs: 1, infer: inferLike, cost: perInput(3) }, [
    [1, 'axis:int=-1 p:int=2'],
    [22, 'axis:int=-1 p:int=2'],
  ]),
  ...versioned({ op: 'MeanVarianceNormalization', inputs: 1, infer: inferLike, cost: perInput(7) }, [
    [9, 'axes:ints=0,2,3'],
    [13, 'axes:ints=0,2,3'],
  ]),
];
