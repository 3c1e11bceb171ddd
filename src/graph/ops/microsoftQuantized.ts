import { dimAdd, freshDim } from '../dim';
import type { Dim } from '../types';
import { rankIn } from './check';
import { convCost, convShape } from './conv';
import { perOutputElement } from './define';
import { inferMatMul, matmulCost, matmulShape } from './matmul';
import { channelsFirst, channelsLast, contrib } from './microsoftFused';
import { inferLike } from './normalization';
import { poolShape, windowCost } from './pool';
import type { InferContext, OpSchema } from './schema';
import { attrInt, broadcast, dtype, normalAxis, out, shape, tensor } from './support';
import { contraction, length, perInput, product, size } from './work';

const last = (context: InferContext): boolean => attrInt(context.node, 'channels_last', 0) === 1;

/** `a, scale, zero, b, scale, zero, scale, zero` → the broadcast shape in `a`'s type. */
const inferBinary: OpSchema['infer'] = (context) => {
  const element = dtype(context.inputs[0]) ?? dtype(context.inputs[3]);
  return [out(element, broadcast(shape(context.inputs[0]), shape(context.inputs[3])))];
};

const inferAveragePool: OpSchema['infer'] = (context) => {
  const x = tensor(context.inputs[0]);
  return [x && out(x.dtype, x.shape && poolShape(context, x.shape, last(context) ? 1 : 2))];
};

const inferGlobalAveragePool: OpSchema['infer'] = (context) => {
  const x = tensor(context.inputs[0]);
  if (x === null) return [null];
  rankIn(x.shape, 'the input', 3, Number.POSITIVE_INFINITY);
  const channels = last(context) ? (x.shape?.length ?? 0) - 1 : 1;
  return [out(x.dtype, x.shape?.map((d, i) => (i === 0 || i === channels ? d : 1)) ?? null)];
};

/** `scale, zero`, then `tensor, scale, zero` for each part. */
const inferConcat: OpSchema['infer'] = (context) => {
  const parts = context.inputs.filter((_, i) => i >= 2 && i % 3 === 2).map(tensor);
  const [first] = parts;
  if (!first) return [null];
  if (first.shape === null) return [out(first.dtype, null)];
  const axis = normalAxis(attrInt(context.node, 'axis', 0), first.shape.length);
  const along = parts.map((part): Dim => part?.shape?.[axis] ?? freshDim()).reduce(dimAdd);
  return [
    out(
      first.dtype,
      first.shape.map((d, i) => (i === axis ? along : d)),
    ),
  ];
};

const inferConv: OpSchema['infer'] = (context) => {
  const turn = last(context) ? channelsFirst : (dims: readonly Dim[] | null) => dims;
  const dims = convShape(context, turn(shape(context.inputs[0])), shape(context.inputs[3]));
  const element = dtype(context.inputs[7]) ?? dtype(context.inputs[0]);
  return [out(element, last(context) ? channelsLast(dims) : dims)];
};

/** `a, scale, zero, b, scale, zero, c, y_scale, y_zero` → [m, n], in float32 without `y_scale`. */
const inferGemm: OpSchema['infer'] = (context) => {
  const [a = null, b = null] = [shape(context.inputs[0]), shape(context.inputs[3])];
  rankIn(a, 'the first matrix', 2);
  rankIn(b, 'the second matrix', 2);
  const m = a?.[attrInt(context.node, 'transA', 0) === 1 ? 1 : 0] ?? freshDim();
  const n = b?.[attrInt(context.node, 'transB', 0) === 1 ? 0 : 1] ?? freshDim();
  const element = (context.inputs[7] ?? null) === null ? 'float32' : dtype(context.inputs[0]);
  return [out(element, [m, n])];
};

const qgemmCost: OpSchema['cost'] = (context, outputs) => {
  const inner = length(context.inputs[0], attrInt(context.node, 'transA', 0) === 1 ? 0 : 1);
  return contraction(product(size(outputs[0]), inner));
};

/** `a, b, a_scale, …` → the product in the scale's type. */
const inferToFloat: OpSchema['infer'] = (context) => [
  out(dtype(context.inputs[2]), matmulShape(shape(context.inputs[0]), shape(context.inputs[1]))),
];

/** `a` [..., K], packed weights → [..., N]. */
const inferPacked: OpSchema['infer'] = (context) => {
  const a = tensor(context.inputs[0]);
  const n = attrInt(context.node, 'N', 0);
  return [a && out(a.dtype, a.shape && [...a.shape.slice(0, -1), n > 0 ? n : freshDim()])];
};

const packedCost: OpSchema['cost'] = (context) =>
  contraction(product(size(context.inputs[0]), attrInt(context.node, 'N', 0)));

const unary = (op: string, attrs: string, flops: number): readonly OpSchema[] =>
  contrib({ op, inputs: [4, 5], infer: inferLike, cost: perOutputElement(flops) }, attrs);
const window = 'auto_pad:string=NOTSET kernel_shape:ints pads:ints strides:ints';

export const microsoftQuantizedSchemas: readonly OpSchema[] = [
  ...['QLinearAdd', 'QLinearMul'].flatMap((op) =>
    contrib({ op, inputs: [7, 8], infer: inferBinary, cost: perOutputElement(6) }),
  ),
  ...unary('QLinearSigmoid', '', 16),
  ...unary('QLinearLeakyRelu', 'alpha:float=0.01', 6),
  ...contrib(
    { op: 'QLinearSoftmax', inputs: 5, infer: inferLike, cost: perInput(18) },
    'axis:int=-1 opset:int',
  ),
  ...contrib(
    { op: 'QLinearAveragePool', inputs: [4, 5], infer: inferAveragePool, cost: windowCost(4) },
    `${window} ceil_mode:int=0 channels_last:int=0 count_include_pad:int=0`,
  ),
  ...contrib(
    { op: 'QLinearGlobalAveragePool', inputs: 5, infer: inferGlobalAveragePool, cost: perInput(1) },
    'channels_last:int=0',
  ),
  ...contrib({ op: 'QLinearConcat', inputs: [3, Number.POSITIVE_INFINITY], infer: inferConcat }, 'axis:int'),
  ...contrib(
    { op: 'QLinearConv', inputs: [8, 9], infer: inferConv, cost: convCost(3, 8) },
    `${window} channels_last:int=0 dilations:ints group:int=1`,
  ),
  ...contrib(
    { op: 'QGemm', inputs: [6, 9], infer: inferGemm, cost: qgemmCost },
    'alpha:float=1 transA:int=0 transB:int=0',
  ),
  ...contrib({ op: 'MatMulInteger16', inputs: 2, infer: inferMatMul('int32'), cost: matmulCost }),
  ...contrib({
    op: 'DynamicQuantizeMatMul',
    inputs: [3, 5],
    infer: inferMatMul('float32'),
    cost: matmulCost,
  }),
  ...contrib({ op: 'MatMulIntegerToFloat', inputs: [4, 7], infer: inferToFloat, cost: matmulCost }),
  ...contrib(
    { op: 'MatMulNBits', inputs: [3, 6], infer: inferPacked, cost: packedCost },
    'K:int N:int accuracy_level:int=0 bits:int=4 block_size:int weight_prepacked:int=0',
  ),
  ...contrib(
    { op: 'MatMulBnb4', inputs: 3, infer: inferPacked, cost: packedCost },
    'K:int N:int block_size:int quant_type:int training_mode:int=0 transB:int=1',
  ),
];
