import { dimAdd, dimFloorDiv, dimMul, dimSub, freshDim } from '../dim';
import type { Dim } from '../types';
import { rankIn, same, sameType } from './check';
import { perOutputElement } from './define';
import { contrib } from './microsoftFused';
import { inferLike } from './normalization';
import type { OpSchema } from './schema';
import { attrInt, attrString, dtype, knownInts, normalAxis, out, shape, tensor } from './support';
import { perInput } from './work';

/** Quantized rows by index: the data's shape with the indices' in place of `gather_axis`, in the scales' type. */
const inferGatherQuantized: OpSchema['infer'] = (context) => {
  const data = tensor(context.inputs[0]);
  const indices = shape(context.inputs[1]);
  const element = dtype(context.inputs[2]);
  if (data === null || data.shape === null || indices === null) return [out(element, null)];
  const axis = normalAxis(attrInt(context.node, 'gather_axis', 0), data.shape.length);
  // Bytes hold two 4-bit numbers along the last axis.
  const packed = data.dtype === 'uint8' && attrInt(context.node, 'bits', 4) === 4;
  const dims = data.shape.map(
    (d, i): Dim => (packed && i === (data.shape?.length ?? 0) - 1 ? dimMul(d, 2) : d),
  );
  return [out(element, [...dims.slice(0, axis), ...indices, ...dims.slice(axis + 1)])];
};

/** A table [buckets, heads], two lengths → [1, heads, q, k]. */
const inferRelativeBias: OpSchema['infer'] = (context) => {
  const table = tensor(context.inputs[0]);
  const lengths = [1, 2].map((i) => knownInts(context.inputs[i])?.[0] ?? freshDim());
  return [out(table?.dtype ?? null, [1, table?.shape?.[1] ?? freshDim(), ...lengths])];
};

/** Points [m, k] and [n, k] → their distances [m, n]. */
const inferDistances: OpSchema['infer'] = (context) => {
  const [a, b] = [tensor(context.inputs[0]), tensor(context.inputs[1])];
  sameType(a, b, 'the points');
  rankIn(a?.shape ?? null, 'the first set', 2);
  rankIn(b?.shape ?? null, 'the second set', 2);
  if (a?.shape && b?.shape) same(a.shape[1], b.shape[1], 'the number of coordinates');
  return [out(a?.dtype ?? null, [a?.shape?.[0] ?? freshDim(), b?.shape?.[0] ?? freshDim()])];
};

/** A real signal [..., n] → its one-sided spectrum [..., n/2 + 1, 2]. */
const inferRfft: OpSchema['infer'] = (context) => {
  const x = tensor(context.inputs[0]);
  if (x === null || x.shape === null) return [x && out(x.dtype, null)];
  const bins = dimAdd(dimFloorDiv(x.shape.at(-1) ?? 0, 2), 1);
  return [out(x.dtype, [...x.shape.slice(0, -1), bins, 2])];
};

/** A one-sided spectrum [..., bins, 2] → the signal [..., 2·(bins − 1)]. */
const inferIrfft: OpSchema['infer'] = (context) => {
  const x = tensor(context.inputs[0]);
  if (x === null || x.shape === null) return [x && out(x.dtype, null)];
  rankIn(x.shape, 'the spectrum', 2, Number.POSITIVE_INFINITY);
  return [out(x.dtype, [...x.shape.slice(0, -2), dimMul(dimSub(x.shape.at(-2) ?? 0, 1), 2)])];
};

/** Weights transposed against LSTM's: [dirs, in, 4·hidden] and [dirs, hidden, 4·hidden]. */
const inferQuantizedLstm: OpSchema['infer'] = (context) => {
  const x = tensor(context.inputs[0]);
  rankIn(x?.shape ?? null, 'the input', 3);
  const dirs = attrString(context.node, 'direction', 'forward') === 'bidirectional' ? 2 : 1;
  const hidden = shape(context.inputs[2])?.[1] ?? freshDim();
  const [steps = freshDim(), batch = freshDim()] = x?.shape ?? [];
  const state = out(x?.dtype ?? null, [dirs, batch, hidden]);
  return [out(x?.dtype ?? null, [steps, dirs, batch, hidden]), state, state];
};

const unknown: OpSchema['cost'] = () => null;
const fft = 'normalized:int=0 onesided:int=1 signal_ndim:int';

export const microsoftOtherSchemas: readonly OpSchema[] = [
  ...contrib(
    { op: 'GatherBlockQuantized', inputs: [3, 4], infer: inferGatherQuantized, cost: perOutputElement(2) },
    'bits:int=4 block_size:int=128 gather_axis:int=0 quantize_axis:int=1',
  ),
  ...contrib(
    { op: 'RelativePositionBias', inputs: 3, infer: inferRelativeBias },
    'is_bidirectional:int=0 max_distance:int',
  ),
  ...contrib({ op: 'CDist', inputs: 2, infer: inferDistances, cost: unknown }, 'metric:string=sqeuclidean'),
  ...contrib({ op: 'Rfft', inputs: 1, infer: inferRfft, cost: unknown }, fft),
  ...contrib({ op: 'Irfft', inputs: 1, infer: inferIrfft, cost: unknown }, fft),
  ...contrib({ op: 'Inverse', inputs: 1, infer: inferLike, cost: unknown }),
  ...contrib({ op: 'Trilu', inputs: [1, 2], infer: inferLike, cost: perInput(0) }, 'upper:int=1'),
  ...contrib(
    { op: 'MoE', inputs: [5, 8], infer: inferLike, cost: unknown },
    'activation_type:string=relu k:int=1 normalize_routing_weights:int=0 use_sparse_mixer:int=0',
  ),
  ...contrib(
    { op: 'DynamicQuantizeLSTM', inputs: [7, 12], outputs: [0, 3], infer: inferQuantizedLstm, cost: unknown },
    'activation_alpha:floats activation_beta:floats activations:strings clip:float direction:string=forward hidden_size:int input_forget:int=0',
  ),
];
